package org.mulligan.ui;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Plot;
import ij.macro.Interpreter;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.FlowLayout;
import java.awt.GraphicsEnvironment;
import java.awt.Image;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import javax.swing.BorderFactory;
import javax.swing.DefaultComboBoxModel;
import javax.swing.ImageIcon;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JScrollPane;
import javax.swing.JSplitPane;
import javax.swing.JTextArea;
import org.mulligan.door.Failures;
import org.mulligan.door.Watcher;
import org.mulligan.engine.ForwardingListener;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingMeasurement;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;
import org.mulligan.service.training.PreviewImage;
import org.mulligan.service.training.TrainingCurves;
import org.mulligan.service.training.TrainingCurves.Curve;

/**
 * A training to watch: what the network makes of images that are held back, curves beside the best
 * Gaussian blur, what they mean in words, and buttons to end it. All is passed on.
 */
public final class TrainingWindow extends ForwardingListener {
    private static final int CURVE_WIDTH = 420;
    private static final int CURVE_HEIGHT = 200;
    private static final Dimension SIZE = new Dimension(1120, 760);
    private static final String[] ZOOMS = {"Fit", "100 %", "200 %", "400 %"};
    private static final int PROGRESS = 1000;
    private static final int POLL_MS = 100;

    /** What {@code MulliganService} does with a plan. */
    public interface Trainer {
        TrainingReport train(TrainingPlan plan, TrainingListener listener) throws IOException;
    }

    /** What a user answers who has closed the window or pressed Stop. */
    enum Answer {
        KEEP,
        DISCARD,
        GO_ON
    }

    private final String name;
    private final String command;
    private final Function<JFrame, Answer> question;
    private final TrainingCurves curves = new TrainingCurves();
    private final JFrame frame;
    private final JProgressBar progress = new JProgressBar(0, PROGRESS);
    private final JLabel picture = new JLabel();
    private final JScrollPane pictures = new JScrollPane();
    private final JComboBox<String> fields = new JComboBox<>();
    private final JComboBox<String> zoom = new JComboBox<>(ZOOMS);
    private final JLabel curve = new JLabel();
    private final JComboBox<Curve> which = new JComboBox<>();
    private final JCheckBox log = new JCheckBox("log");
    private final JTextArea words = new JTextArea();
    private final JButton finish = new JButton("Finish now");
    private final JButton pause = new JButton("Pause");
    private final JButton stop = new JButton("Stop...");
    private final JButton use = new JButton();
    private ImagePlus preview;
    private Path model;
    private volatile boolean ending;
    private volatile boolean discards;
    private volatile boolean paused;
    private volatile boolean goesOn;

    /**
     * @param command of the menu that runs the model
     * @param question what to do with a training that shall end
     */
    TrainingWindow(
            TrainingListener next, Path model, String command, Function<JFrame, Answer> question) {
        super(next);
        this.model = model;
        this.command = command;
        this.question = question;
        name = model.getFileName().toString().replaceFirst("\\.zip$", "");
        frame = new JFrame("Mulligan: training of " + name);
        lay();
    }

    /**
     * Trains, with a window where there is a display and one who watches: not in a macro, whose
     * next line is to find the windows that it knows.
     *
     * @param command of the menu that runs the model
     * @param discard removes what a training has left
     * @throws CancellationException when the user wanted nothing kept
     */
    public static TrainingReport watch(
            Watcher watcher, TrainingPlan plan, String command, Trainer trainer, Discard discard)
            throws IOException {
        if (GraphicsEnvironment.isHeadless() || IJ.isMacro() || Interpreter.isBatchMode())
            return trainer.train(plan, watcher);
        TrainingWindow window =
                new TrainingWindow(watcher, plan.model(), command, TrainingWindow::ask);
        EventQueue.invokeLater(() -> window.frame.setVisible(true));
        return window.run(plan, trainer, discard);
    }

    TrainingReport run(TrainingPlan plan, Trainer trainer, Discard discard) throws IOException {
        try {
            Optional<TrainingReport> kept = trained(plan, trainer);
            while (paused) {
                awaitEndOfPause();
                if (ending || super.cancelled()) break;
                setPaused(false);
                kept = trained(kept.isPresent() ? plan.resumed() : plan, trainer);
            }
            if (discards) {
                discard.discard(plan);
                throw new CancellationException("Discarded; nothing of the training is left");
            }
            TrainingReport report =
                    kept.orElseThrow(
                            () -> new CancellationException("Stopped before there was a model"));
            ended(report);
            return report;
        } catch (IOException | RuntimeException | Error e) {
            EventQueue.invokeLater(frame::dispose);
            throw e;
        }
    }

    /**
     * Until it ends or is paused; that ends it with a model and a checkpoint, so that the engine
     * and its memory are free for other work.
     *
     * @return empty when it was paused before there was anything to keep
     */
    private Optional<TrainingReport> trained(TrainingPlan plan, Trainer trainer)
            throws IOException {
        try {
            TrainingReport report = trainer.train(plan, this);
            if (report.complete()) setPaused(false);
            else if (paused) EventQueue.invokeLater(() -> pausedAt(report.steps()));
            return Optional.of(report);
        } catch (CancellationException e) {
            if (!paused) throw e;
            EventQueue.invokeLater(() -> pausedAt(0));
            return Optional.empty();
        }
    }

    private void pausedAt(long step) {
        pause.setText("Go on");
        pause.setEnabled(true);
        progress.setString("Paused after step %,d".formatted(step));
    }

    private void awaitEndOfPause() {
        try {
            while (paused && !goesOn && !ending && !super.cancelled()) Thread.sleep(POLL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ending = true;
        }
    }

    private void setPaused(boolean now) {
        goesOn = false;
        paused = now;
        EventQueue.invokeLater(
                () -> {
                    pause.setText("Pause");
                    pause.setEnabled(!now && !ending);
                });
    }

    /** Removes what a training has left. */
    public interface Discard {
        void discard(TrainingPlan plan) throws IOException;
    }

    JFrame frame() {
        return frame;
    }

    private static Answer ask(JFrame frame) {
        Object[] answers = {"Keep the model", "Discard it", "Go on"};
        int answer =
                JOptionPane.showOptionDialog(
                        frame,
                        "End this training? What it has learnt can be kept as a model, and resumed later.",
                        "Mulligan",
                        JOptionPane.DEFAULT_OPTION,
                        JOptionPane.QUESTION_MESSAGE,
                        null,
                        answers,
                        answers[0]);
        return answer == 0 ? Answer.KEEP : answer == 1 ? Answer.DISCARD : Answer.GO_ON;
    }

    private void lay() {
        frame.setDefaultCloseOperation(JFrame.DO_NOTHING_ON_CLOSE);
        frame.addWindowListener(
                new WindowAdapter() {
                    @Override
                    public void windowClosing(WindowEvent event) {
                        if (ending) frame.dispose();
                        else stop();
                    }
                });
        progress.setName("progress");
        progress.setStringPainted(true);
        progress.setString("Reading images");
        frame.add(progress, BorderLayout.NORTH);
        JSplitPane lower =
                new JSplitPane(JSplitPane.HORIZONTAL_SPLIT, curvePart(), new JScrollPane(words));
        lower.setResizeWeight(0.5);
        JSplitPane both = new JSplitPane(JSplitPane.VERTICAL_SPLIT, picturePart(), lower);
        both.setResizeWeight(0.6);
        words.setName("words");
        words.setEditable(false);
        words.setLineWrap(true);
        words.setWrapStyleWord(true);
        frame.add(both, BorderLayout.CENTER);
        frame.add(buttons(), BorderLayout.SOUTH);
        frame.setPreferredSize(SIZE);
        Screen.pack(frame, Screen.usable());
    }

    private JPanel picturePart() {
        JPanel choices = new JPanel(new FlowLayout(FlowLayout.LEFT));
        choices.add(new JLabel("Held back:"));
        fields.setName("fields");
        fields.addActionListener(event -> showPicture());
        choices.add(fields);
        zoom.addActionListener(event -> showPicture());
        choices.add(zoom);
        JPanel part = new JPanel(new BorderLayout());
        part.add(choices, BorderLayout.NORTH);
        picture.setName("picture");
        picture.setText("The first picture comes with the first validation.");
        picture.setHorizontalAlignment(JLabel.CENTER);
        pictures.setViewportView(picture);
        part.add(pictures, BorderLayout.CENTER);
        return part;
    }

    private JPanel curvePart() {
        JPanel choices = new JPanel(new FlowLayout(FlowLayout.LEFT));
        which.addItem(Curve.VALIDATION);
        which.addItem(Curve.LOSS);
        which.addActionListener(event -> showCurve());
        log.addActionListener(event -> showCurve());
        choices.add(which);
        choices.add(log);
        JButton plot = new JButton("Plot");
        plot.setToolTipText("Opens the curve as a plot of ImageJ");
        plot.addActionListener(event -> plot());
        choices.add(plot);
        JButton table = new JButton("Table");
        table.setToolTipText("Opens all figures as a table of ImageJ, which saves it");
        table.addActionListener(event -> curves.table().show("Training of " + name));
        choices.add(table);
        JPanel part = new JPanel(new BorderLayout());
        part.add(choices, BorderLayout.NORTH);
        curve.setName("curve");
        curve.setHorizontalAlignment(JLabel.CENTER);
        part.add(curve, BorderLayout.CENTER);
        return part;
    }

    private JPanel buttons() {
        JPanel buttons = new JPanel(new FlowLayout(FlowLayout.RIGHT));
        use.setName("use");
        use.setText(command.replace("...", "") + ": the open image");
        use.setVisible(false);
        use.addActionListener(event -> use());
        buttons.add(use);
        finish.setName("finish");
        finish.setToolTipText("Keeps the best weights, and writes model and card; Resume goes on");
        finish.addActionListener(event -> end());
        buttons.add(finish);
        pause.setName("pause");
        pause.setToolTipText("Saves what it has learnt and frees the engine, until it goes on");
        pause.addActionListener(event -> pause());
        buttons.add(pause);
        stop.setName("stop");
        stop.addActionListener(event -> stop());
        buttons.add(stop);
        buttons.setBorder(BorderFactory.createEmptyBorder(2, 6, 2, 6));
        return buttons;
    }

    private void pause() {
        if (paused) goesOn = true;
        else {
            setPaused(true);
            progress.setString("Pausing: writing the model");
        }
    }

    private void stop() {
        Answer answer = question.apply(frame);
        if (answer == Answer.GO_ON) return;
        discards = answer == Answer.DISCARD;
        end();
    }

    private void end() {
        ending = true;
        finish.setEnabled(false);
        pause.setEnabled(false);
        stop.setEnabled(false);
        progress.setString(discards ? "Stopping" : "Writing the model");
    }

    private void plot() {
        if (!curves.isEmpty()) chosen(640, 400).show();
    }

    private Plot chosen(int width, int height) {
        return curves.plot((Curve) which.getSelectedItem(), log.isSelected(), width, height);
    }

    private void showCurve() {
        if (curves.isEmpty()) return;
        curve.setIcon(
                new ImageIcon(chosen(CURVE_WIDTH, CURVE_HEIGHT).getProcessor().getBufferedImage()));
    }

    private void showPicture() {
        int slice = fields.getSelectedIndex() + 1;
        if (preview == null || slice < 1 || slice > preview.getStackSize()) return;
        preview.setSliceWithoutUpdate(slice);
        Image flat = preview.flatten().getProcessor().getBufferedImage();
        double scale = scale(flat.getWidth(null));
        picture.setText("");
        picture.setIcon(
                new ImageIcon(
                        flat.getScaledInstance(
                                (int) (flat.getWidth(null) * scale),
                                (int) (flat.getHeight(null) * scale),
                                scale < 1 ? Image.SCALE_SMOOTH : Image.SCALE_FAST)));
    }

    /** As chosen, or as wide as there is room, but not larger than the image is. */
    private double scale(int width) {
        String chosen = (String) zoom.getSelectedItem();
        if (chosen.endsWith("%")) return Integer.parseInt(chosen.replace(" %", "")) / 100.0;
        return Math.min(1, Math.max(1, pictures.getViewport().getWidth()) / (double) width);
    }

    /** Runs the command of the menu, as a user would. */
    private void use() {
        MenuCommand.run(command, model);
    }

    @Override
    public boolean cancelled() {
        return ending || paused || super.cancelled();
    }

    @Override
    public void update(String what, double fraction, double secondsLeft) {
        super.update(what, fraction, secondsLeft);
        EventQueue.invokeLater(
                () -> {
                    if (ending || paused) return;
                    progress.setValue((int) (PROGRESS * fraction));
                    progress.setString(what + Watcher.timeLeft(secondsLeft));
                });
    }

    @Override
    public void measured(TrainingMeasurement measurement) {
        super.measured(measurement);
        EventQueue.invokeLater(
                () -> {
                    curves.add(measurement);
                    if (curves.hasDiscriminator() && which.getItemCount() < Curve.values().length)
                        which.addItem(Curve.DISCRIMINATOR);
                    measurement
                            .remarks()
                            .forEach(line -> say("Step " + measurement.step() + ": " + line));
                    showCurve();
                });
    }

    @Override
    public void drew(Path sheet, long step) {
        super.drew(sheet, step);
        try {
            ImagePlus image = PreviewImage.open(sheet, "Preview of " + name, step);
            EventQueue.invokeLater(() -> show(image));
        } catch (IOException | RuntimeException e) {
            // A picture on the way is not worth a training.
            log("A preview of the training cannot be shown: " + Failures.text(e));
        }
    }

    private void show(ImagePlus image) {
        preview = image;
        int chosen = Math.max(0, fields.getSelectedIndex());
        if (fields.getItemCount() != image.getStackSize()) {
            DefaultComboBoxModel<String> names = new DefaultComboBoxModel<>();
            for (int i = 1; i <= image.getStackSize(); i++)
                names.addElement(i + ": " + image.getStack().getShortSliceLabel(i));
            fields.setModel(names);
            fields.setSelectedIndex(Math.min(chosen, image.getStackSize() - 1));
        }
        showPicture();
    }

    private void say(String line) {
        words.append(line + "\n");
        words.setCaretPosition(words.getDocument().getLength());
    }

    private void ended(TrainingReport report) {
        EventQueue.invokeLater(
                () -> {
                    ending = true;
                    model = report.model();
                    finish.setVisible(false);
                    pause.setVisible(false);
                    stop.setVisible(false);
                    use.setVisible(true);
                    progress.setValue(PROGRESS);
                    progress.setString(
                            report.complete()
                                    ? "Trained: " + model
                                    : "Stopped after step %,d: %s"
                                            .formatted(report.steps(), model));
                    List<String> lines = report.lines();
                    lines.forEach(this::say);
                });
    }
}
