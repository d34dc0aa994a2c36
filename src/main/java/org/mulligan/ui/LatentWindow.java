package org.mulligan.ui;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.FlowLayout;
import java.awt.Graphics;
import java.awt.Image;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSlider;
import javax.swing.JTextField;
import javax.swing.ScrollPaneConstants;
import org.mulligan.door.Failures;
import org.mulligan.service.latent.LatentExplorer;
import org.mulligan.service.latent.LatentExplorer.View;

/**
 * A window to move in a latent space by hand: a slider for each direction, the seed, the class. The
 * images are drawn on another thread, the last one asked for only, so that a slider never sticks.
 */
public final class LatentWindow extends JFrame {
    private static final long serialVersionUID = 1;

    /** Side of the picture, px of the screen. */
    private static final int SIDE = 384;

    /** Steps of a slider for a standard deviation. */
    private static final int FINE = 10;

    private final transient LatentExplorer explorer;
    private final transient LatestOnly<View> drawing;
    private final JTextField seed;
    private final JComboBox<String> classes = new JComboBox<>();
    private final List<JSlider> sliders = new ArrayList<>();
    private final JLabel said = new JLabel(" ");
    private final Picture picture = new Picture();
    private transient ImagePlus now;
    private transient ImagePlus kept;

    /** Draws pixels large, as they are. */
    private static final class Picture extends JPanel {
        private static final long serialVersionUID = 1;
        private transient Image image;

        Picture() {
            setPreferredSize(new Dimension(SIDE, SIDE));
            setName("picture");
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            super.paintComponent(graphics);
            int side = Math.min(getWidth(), getHeight());
            if (image != null)
                graphics.drawImage(
                        image, (getWidth() - side) / 2, (getHeight() - side) / 2, side, side, null);
        }
    }

    private LatentWindow(LatentExplorer explorer) {
        super("Latent space of " + explorer.model() + " (synthetic)");
        this.explorer = explorer;
        drawing = new LatestOnly<>("Mulligan latent window", this::draw);
        seed = new JTextField(explorer.start().origin(), 10);
        seed.setName("seed");
        seed.addActionListener(event -> ask());
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        setLayout(new BorderLayout(8, 8));
        add(picture, BorderLayout.CENTER);
        add(controls(), BorderLayout.EAST);
        add(said, BorderLayout.SOUTH);
        Screen.pack(this, Screen.usable());
        setLocationRelativeTo(null);
        ask();
    }

    /** Opens it; any thread. */
    public static void open(LatentExplorer explorer) {
        EventQueue.invokeLater(() -> new LatentWindow(explorer).setVisible(true));
    }

    /** The sliders, of which there are up to 64, are scrolled where the screen is too low. */
    private JPanel controls() {
        JPanel sides = new JPanel(new BorderLayout());
        JPanel where = row();
        where.add(new JLabel("Seed"));
        where.add(seed);
        if (!explorer.classes().isEmpty()) {
            explorer.classes().forEach(classes::addItem);
            classes.setSelectedIndex(explorer.start().index());
            classes.setName("class");
            classes.addActionListener(event -> ask());
            where.add(classes);
        }
        sides.add(where, BorderLayout.NORTH);
        JPanel directions = new JPanel();
        directions.setLayout(new BoxLayout(directions, BoxLayout.Y_AXIS));
        for (int d = 0; d < explorer.directions(); d++) directions.add(slider(d));
        directions.add(Box.createVerticalGlue());
        JScrollPane scrolled = new JScrollPane(directions);
        scrolled.setBorder(BorderFactory.createEmptyBorder());
        scrolled.setHorizontalScrollBarPolicy(ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
        scrolled.getVerticalScrollBar().setUnitIncrement(SIDE / 16);
        sides.add(scrolled, BorderLayout.CENTER);
        JPanel buttons = row();
        buttons.add(button("Keep", this::keep));
        buttons.add(button("Back to 0", this::reset));
        sides.add(buttons, BorderLayout.SOUTH);
        return sides;
    }

    private static JPanel row() {
        JPanel row = new JPanel(new FlowLayout(FlowLayout.LEFT));
        row.setAlignmentX(Component.LEFT_ALIGNMENT);
        return row;
    }

    private static JButton button(String label, Runnable action) {
        JButton button = new JButton(label);
        button.addActionListener(event -> action.run());
        return button;
    }

    private JPanel slider(int direction) {
        int end = LatentExplorer.REACH * FINE;
        JSlider slider = new JSlider(-end, end, 0);
        slider.setName("direction " + (direction + 1));
        slider.setMajorTickSpacing(FINE);
        slider.setPaintTicks(true);
        slider.setToolTipText(explorer.describe(direction));
        slider.addChangeListener(event -> ask());
        sliders.add(slider);
        JPanel row = row();
        JLabel label = new JLabel(String.valueOf(direction + 1));
        label.setToolTipText(explorer.describe(direction));
        row.add(label);
        row.add(slider);
        return row;
    }

    private void ask() {
        drawing.ask(
                new View(
                        seed.getText(),
                        Math.max(0, classes.getSelectedIndex()),
                        sliders.stream().map(s -> s.getValue() / (double) FINE).toList()));
    }

    /** On the thread that draws. */
    private void draw(View view) {
        try {
            ImagePlus drawn = explorer.draw(view);
            // A copy for the screen: the image may be kept and changed.
            Image pixels = drawn.getBufferedImage();
            EventQueue.invokeLater(() -> show(drawn, pixels));
        } catch (IOException | RuntimeException e) {
            EventQueue.invokeLater(() -> said.setText(" " + Failures.text(e)));
        }
    }

    private void show(ImagePlus drawn, Image pixels) {
        now = drawn;
        picture.image = pixels;
        picture.repaint();
        said.setText(" " + drawn.getProperty("Label"));
    }

    private void reset() {
        sliders.forEach(slider -> slider.setValue(0));
    }

    /** Adds what is seen to a stack of its own; its Info has where each was found. */
    private void keep() {
        if (now == null) return;
        String info = now.getInfoProperty();
        String label = String.valueOf(now.getProperty("Label"));
        boolean fresh = kept == null || kept.getWindow() == null;
        ImageStack stack =
                fresh ? new ImageStack(now.getWidth(), now.getHeight()) : kept.getStack();
        int channels = now.getStackSize();
        for (int c = 1; c <= channels; c++)
            stack.addSlice(label, now.getStack().getProcessor(c).duplicate());
        if (fresh) kept = first(stack);
        else {
            kept.setStack(stack, channels, stack.size() / channels, 1);
            info = kept.getInfoProperty() + "\n" + info;
        }
        kept.setProperty("Info", info);
        if (fresh) kept.show();
        kept.setPosition(1, stack.size() / channels, 1);
    }

    /** A stack of one image, which looks like the one that is seen. */
    private ImagePlus first(ImageStack stack) {
        ImagePlus image = new ImagePlus(now.getTitle(), stack);
        image.setDimensions(stack.size(), 1, 1);
        image.setDisplayRange(now.getDisplayRangeMin(), now.getDisplayRangeMax());
        if (now instanceof CompositeImage seen) {
            CompositeImage composite = new CompositeImage(image, seen.getMode());
            composite.copyLuts(seen);
            composite.setOpenAsHyperStack(true);
            image = composite;
        }
        image.setCalibration(now.getCalibration().copy());
        image.setProp("Mulligan.synthetic", "true");
        return image;
    }

    @Override
    public void dispose() {
        drawing.close();
        super.dispose();
    }
}
