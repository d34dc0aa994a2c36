package org.mulligan.ij1;

import ij.Prefs;
import ij.gui.GenericDialog;
import ij.gui.MultiLineLabel;
import java.awt.Button;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Label;
import java.awt.Panel;
import java.awt.Point;
import java.awt.ScrollPane;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.swing.Timer;

/**
 * ImageJ's dialog, never higher or wider than the screen. What does not fit below one another
 * stands in columns, to be read and tabbed through one after the other; what does not even fit so
 * is scrolled, and the buttons are always seen.
 */
final class FittedDialog extends GenericDialog {
    private static final long serialVersionUID = 1L;
    private static final int MOST_COLUMNS = 4;

    private static final int GAP = 12;
    private static final int SETTLES_MS = 250;

    /** Widest list that is as wide as its longest choice, px at a scale of 1. */
    private static final int LIST = 320;

    private static final int SCROLL_BAR = 24;

    private final transient Supplier<Dimension> room;
    private final transient List<List<Component>> groups = new ArrayList<>();
    private final transient List<List<Component>> late = new ArrayList<>();
    private transient List<Component> later = List.of();
    private transient boolean all = true;
    private transient Component buttons;
    private transient Container content;

    /**
     * @param room most width and height that the dialog may have, px
     */
    FittedDialog(String title, Supplier<Dimension> room) {
        super(title);
        this.room = room;
    }

    /**
     * Leaves fields out of sight until a button is pressed.
     *
     * @param fields that are added already
     * @param all whether they are seen from the start, and go with the button
     */
    void showLater(List<Component> fields, boolean all) {
        later = fields;
        this.all = all || fields.isEmpty();
    }

    /** Characters of a line of text that fit beside one another in one column. */
    int columns(int most) {
        double character = 8 * Prefs.getGuiScale();
        return (int) Math.max(30, Math.min(most, 0.9 * room.get().width / character));
    }

    /**
     * When it is shown, and after a line of text has changed. The window gets one size and no other
     * on the way: news of those would come from the system later.
     */
    @Override
    public void pack() {
        if (!isDisplayable()) addNotify(); // Sizes are not known before.
        if (buttons == null) {
            Component[] parts = getComponents();
            buttons = parts[parts.length - 1];
            collect(parts);
            limit(this);
            if (!later.isEmpty()) addMore();
        }
        fit();
        super.pack();
    }

    private void addMore() {
        for (List<Component> group : groups)
            if (later.stream().anyMatch(field -> holds(group, field))) late.add(group);
        Button more = new Button();
        more.addActionListener(
                event -> {
                    all = !all;
                    say(more);
                    if (content != null) arrange(1);
                    pack();
                    settle();
                });
        ((Container) buttons).add(more, 0);
        say(more);
    }

    /** News of the size before may still come from the system, and would undo this one. */
    private void settle() {
        Timer again =
                new Timer(
                        SETTLES_MS,
                        event -> {
                            if (isShowing() && !getSize().equals(getPreferredSize())) pack();
                        });
        again.setRepeats(false);
        again.start();
    }

    private static boolean holds(List<Component> group, Component field) {
        return group.stream()
                .anyMatch(
                        part ->
                                part == field
                                        || part instanceof Container inner
                                                && inner.isAncestorOf(field));
    }

    private void say(Button more) {
        more.setLabel(all ? "Less" : "More...");
        for (List<Component> group : late) for (Component part : group) part.setVisible(all);
    }

    /** The groups that are seen. */
    private List<List<Component>> seen() {
        return all ? groups : groups.stream().filter(group -> !late.contains(group)).toList();
    }

    /** A row of fields, with the lines of text below it. */
    private void collect(Component[] all) {
        GridBagLayout grid = (GridBagLayout) getLayout();
        int row = -1;
        for (Component part : all) {
            if (part == buttons) continue;
            GridBagConstraints place = grid.getConstraints(part);
            boolean remark =
                    place.gridwidth == GridBagConstraints.REMAINDER
                            && (part instanceof Label || part instanceof MultiLineLabel);
            if (groups.isEmpty() || place.gridy != row && !remark) groups.add(new ArrayList<>());
            row = place.gridy;
            groups.get(groups.size() - 1).add(part);
        }
    }

    /** A list is otherwise as wide as the longest title of an open image. */
    private static void limit(Container whole) {
        int widest = (int) (LIST * Prefs.getGuiScale());
        for (Component part : whole.getComponents()) {
            Dimension size = part.getPreferredSize();
            if (part instanceof Choice && size.width > widest)
                part.setPreferredSize(new Dimension(widest, size.height));
            if (part instanceof Container inner) limit(inner);
        }
    }

    private boolean fits() {
        Dimension most = room.get();
        Dimension size = getPreferredSize();
        return size.width <= most.width && size.height <= most.height;
    }

    private void fit() {
        if (fits()) return;
        int best = 1;
        for (int columns = 1; columns <= MOST_COLUMNS && columns <= seen().size(); columns++) {
            if (columns > 1 || content != null) arrange(columns);
            if (fits()) return;
            if (getPreferredSize().width <= room.get().width) best = columns;
        }
        arrange(best);
        scroll();
    }

    /** Puts the fields into columns. */
    private void arrange(int columns) {
        GridBagLayout grid = (GridBagLayout) getLayout();
        List<Integer> heights = seen().stream().map(FittedDialog::height).toList();
        Panel body = new Panel(new GridBagLayout());
        List<List<List<Component>>> split = split(heights, columns);
        for (int i = 0; i < split.size(); i++) {
            GridBagLayout inner = new GridBagLayout();
            Panel column = new Panel(inner);
            for (List<Component> group : split.get(i))
                for (Component part : group) {
                    GridBagConstraints place =
                            ((GridBagLayout) part.getParent().getLayout()).getConstraints(part);
                    column.add(part, place);
                }
            GridBagConstraints place = new GridBagConstraints();
            place.gridx = i;
            place.anchor = GridBagConstraints.NORTH;
            place.insets = new Insets(0, i == 0 ? 0 : GAP, 0, 0);
            body.add(column, place);
        }
        if (content != null) remove(content);
        GridBagConstraints place = new GridBagConstraints();
        place.gridx = 0;
        place.gridy = 0;
        place.gridwidth = GridBagConstraints.REMAINDER;
        add(body, place, 0);
        content = body;
        GridBagConstraints below = grid.getConstraints(buttons);
        below.gridwidth = GridBagConstraints.REMAINDER;
        grid.setConstraints(buttons, below);
    }

    /** The groups in so many columns, the highest as low as can be. */
    private List<List<List<Component>>> split(List<Integer> heights, int columns) {
        int all = heights.stream().mapToInt(Integer::intValue).sum();
        int most = Math.max(all / columns, heights.stream().max(Integer::compare).orElseThrow());
        while (filled(heights, most).size() > columns) most++;
        return filled(heights, most);
    }

    private List<List<List<Component>>> filled(List<Integer> heights, int most) {
        List<List<List<Component>>> split = new ArrayList<>();
        int used = 0;
        List<List<Component>> seen = seen();
        for (int i = 0; i < seen.size(); i++) {
            if (split.isEmpty() || used + heights.get(i) > most) {
                split.add(new ArrayList<>());
                used = 0;
            }
            used += heights.get(i);
            split.get(split.size() - 1).add(seen.get(i));
        }
        return split;
    }

    /** Of the rows of a group, one below the other, with their insets. */
    private static int height(List<Component> group) {
        int height = 0;
        int row = -1;
        int highest = 0;
        for (Component part : group) {
            GridBagConstraints place =
                    ((GridBagLayout) part.getParent().getLayout()).getConstraints(part);
            if (place.gridy != row) {
                height += highest;
                highest = 0;
            }
            row = place.gridy;
            highest =
                    Math.max(
                            highest,
                            part.getPreferredSize().height
                                    + place.insets.top
                                    + place.insets.bottom);
        }
        return height + highest;
    }

    private void scroll() {
        if (fits()) return;
        Dimension most = room.get();
        Dimension whole = content.getPreferredSize();
        int around = getPreferredSize().height - whole.height;
        int beside = getPreferredSize().width - whole.width;
        ScrollPane pane = new ScrollPane();
        GridBagConstraints place = ((GridBagLayout) getLayout()).getConstraints(content);
        remove(content);
        pane.add(content);
        add(pane, place, 0);
        pane.setPreferredSize(
                new Dimension(
                        Math.min(whole.width + SCROLL_BAR, most.width - beside),
                        Math.min(whole.height + SCROLL_BAR, most.height - around)));
        followFocus(content, pane);
        content = pane;
    }

    /** Whoever goes on with the keyboard sees where he is. */
    private static void followFocus(Container whole, ScrollPane pane) {
        for (Component part : whole.getComponents()) {
            if (part instanceof Container inner) followFocus(inner, pane);
            else part.addFocusListener(new Following(pane));
        }
    }

    /** Scrolls to the field that has the keyboard. */
    private static final class Following extends FocusAdapter {
        private final ScrollPane pane;

        Following(ScrollPane pane) {
            this.pane = pane;
        }

        @Override
        public void focusGained(FocusEvent event) {
            Component part = event.getComponent();
            int y = 0;
            int x = 0;
            for (Component at = part; at.getParent() != pane; at = at.getParent()) {
                if (at.getParent() == null) return;
                x += at.getX();
                y += at.getY();
            }
            Dimension seen = pane.getViewportSize();
            Point now = pane.getScrollPosition();
            pane.setScrollPosition(
                    into(now.x, x, part.getWidth(), seen.width),
                    into(now.y, y, part.getHeight(), seen.height));
        }

        private static int into(int now, int at, int size, int seen) {
            if (at < now) return at;
            return Math.max(now, at + size - seen);
        }
    }
}
