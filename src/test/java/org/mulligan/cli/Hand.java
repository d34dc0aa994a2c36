package org.mulligan.cli;

import ij.IJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import java.awt.AWTEvent;
import java.awt.AWTException;
import java.awt.Button;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Menu;
import java.awt.MenuBar;
import java.awt.MenuItem;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.ItemEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import javax.swing.JButton;

/** A person at ImageJ's menus and dialogs, who also takes pictures of the screen. */
final class Hand {
    private static final int PATIENCE_MS = 15_000;

    private final Robot robot;
    private final Path pictures;

    /**
     * @param pictures folder of the pictures
     */
    Hand(Path pictures) throws AWTException, IOException {
        this.robot = new Robot();
        this.pictures = Files.createDirectories(pictures);
    }

    Robot robot() {
        return robot;
    }

    /** Chooses a command from ImageJ's menu bar. */
    void choose(String label) {
        MenuItem item =
                items(Menus.getMenuBar()).stream()
                        .filter(entry -> entry.getLabel().equals(label))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("No menu has " + label));
        act(item, label);
    }

    /** Labels below a menu of the bar, in order; submenus as {@code menu>label}. */
    static List<String> labels(Menu menu) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < menu.getItemCount(); i++) {
            MenuItem item = menu.getItem(i);
            if (item instanceof Menu inner)
                labels(inner).forEach(label -> labels.add(inner.getLabel() + ">" + label));
            else labels.add(item.getLabel());
        }
        return labels;
    }

    private static List<MenuItem> items(MenuBar bar) {
        List<MenuItem> items = new ArrayList<>();
        for (int i = 0; i < bar.getMenuCount(); i++) collect(bar.getMenu(i), items);
        return items;
    }

    private static void collect(Menu menu, List<MenuItem> into) {
        for (int i = 0; i < menu.getItemCount(); i++) {
            if (menu.getItem(i) instanceof Menu inner) collect(inner, into);
            else into.add(menu.getItem(i));
        }
    }

    /** The dialog that is open, once its title starts so. */
    Dialog dialog(String title) throws InterruptedException {
        await("dialog " + title, () -> open(title).isPresent());
        Thread.sleep(100);
        return open(title).orElseThrow();
    }

    /** A dialog of ours or ImageJ's that is showing. */
    static Optional<Dialog> open(String title) {
        for (Window window : Window.getWindows())
            if (window instanceof Dialog dialog
                    && dialog.isShowing()
                    && dialog.getTitle().startsWith(title)) return Optional.of(dialog);
        return Optional.empty();
    }

    void press(Dialog dialog, String label) throws InterruptedException {
        for (Component part : parts(dialog)) {
            if (part instanceof Button button && button.getLabel().trim().equals(label))
                act(button, label);
            if (part instanceof JButton button && button.getText().trim().equals(label))
                EventQueue.invokeLater(button::doClick);
        }
        if (!label.equals("Help")) await("end of " + dialog.getTitle(), () -> !dialog.isShowing());
    }

    private static void act(Object source, String label) {
        AWTEvent event = new ActionEvent(source, ActionEvent.ACTION_PERFORMED, label);
        EventQueue.invokeLater(
                () -> {
                    if (source instanceof MenuItem item) item.dispatchEvent(event);
                    else ((Component) source).dispatchEvent(event);
                });
    }

    /** Writes into the field behind a label. */
    static void type(Dialog dialog, String label, String text) {
        ((TextField) field(dialog, label)).setText(text);
    }

    static String typed(Dialog dialog, String label) {
        return ((TextField) field(dialog, label)).getText();
    }

    static void select(Dialog dialog, String label, String item) {
        Choice choice = (Choice) field(dialog, label);
        choice.select(item);
        ItemEvent event =
                new ItemEvent(choice, ItemEvent.ITEM_STATE_CHANGED, item, ItemEvent.SELECTED);
        EventQueue.invokeLater(() -> choice.dispatchEvent(event));
    }

    private static Component field(Dialog dialog, String label) {
        List<Component> parts = parts(dialog);
        for (int i = 0; i < parts.size(); i++)
            if (parts.get(i) instanceof java.awt.Label text && text.getText().equals(label))
                for (Component part : parts.subList(i, parts.size()))
                    if (part instanceof TextField || part instanceof Choice) return part;
        throw new IllegalStateException("%s has no %s".formatted(dialog.getTitle(), label));
    }

    static List<Component> parts(Container container) {
        List<Component> parts = new ArrayList<>();
        for (Component part : container.getComponents()) {
            parts.add(part);
            if (part instanceof Container inner) parts.addAll(parts(inner));
        }
        return parts;
    }

    /** The picture of what lies on the screen now. */
    void picture(String name) throws IOException, InterruptedException {
        Thread.sleep(250);
        Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
        ImageIO.write(
                robot.createScreenCapture(screen), "png", pictures.resolve(name + ".png").toFile());
    }

    /** The image that has this title, once it is the active one and wholly open. */
    static ImagePlus image(String title) throws InterruptedException {
        await(
                "image " + title,
                () -> {
                    ImagePlus image = WindowManager.getCurrentImage();
                    return image != null && image.getTitle().equals(title) && image.isVisible();
                });
        Thread.sleep(150); // ImageJ goes on with a window after it shows
        return WindowManager.getCurrentImage();
    }

    static void await(String what, BooleanSupplier come) throws InterruptedException {
        for (int waited = 0; !come.getAsBoolean(); waited += 20) {
            if (waited > PATIENCE_MS)
                throw new IllegalStateException("No %s came; log: %s".formatted(what, IJ.getLog()));
            Thread.sleep(20);
        }
    }

    static List<String> choices(Dialog dialog, String label) {
        Choice choice = (Choice) field(dialog, label);
        List<String> items = new ArrayList<>();
        for (int i = 0; i < choice.getItemCount(); i++) items.add(choice.getItem(i));
        return items;
    }
}
