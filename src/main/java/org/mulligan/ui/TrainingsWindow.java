package org.mulligan.ui;

import ij.IJ;
import ij.ImagePlus;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.FlowLayout;
import java.awt.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.swing.DefaultListModel;
import javax.swing.ImageIcon;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSplitPane;
import javax.swing.JTextArea;
import org.mulligan.door.Failures;
import org.mulligan.service.training.StartedTraining;
import org.mulligan.service.training.StartedTrainings;

/**
 * The trainings that have not reached their end: a list, and of the one that is chosen how far it
 * got, its last preview and what it was started with.
 */
public final class TrainingsWindow extends JFrame {
    private static final long serialVersionUID = 1;

    private static final Dimension SIZE = new Dimension(980, 640);

    /** Of a preview on the screen, px. */
    private static final int WIDEST = 700;

    private final transient StartedTrainings trainings;
    private final transient Consumer<StartedTraining> resumer;
    private final transient Predicate<StartedTraining> sure;
    private final transient DefaultListModel<StartedTraining> started = new DefaultListModel<>();
    private final JList<StartedTraining> list = NamedList.of(started, StartedTraining::name);
    private final JLabel state = new JLabel(" ");
    private final JLabel preview = new JLabel();
    private final JTextArea inputs = new JTextArea();
    private final JButton resume = new JButton("Resume");
    private final JButton delete = new JButton("Delete...");

    /**
     * @param resumer goes on with a training and returns at its end; in a thread of its own
     * @param sure asks whether a training shall really go
     */
    TrainingsWindow(
            StartedTrainings trainings,
            Consumer<StartedTraining> resumer,
            Predicate<StartedTraining> sure) {
        super("Mulligan: trainings");
        this.trainings = trainings;
        this.resumer = resumer;
        this.sure = sure == null ? this::ask : sure;
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        setLayout(new BorderLayout());
        list.setName("trainings");
        list.addListSelectionListener(event -> show(list.getSelectedValue()));
        JSplitPane both =
                new JSplitPane(JSplitPane.HORIZONTAL_SPLIT, new JScrollPane(list), page());
        both.setDividerLocation(200);
        add(both, BorderLayout.CENTER);
        add(buttons(), BorderLayout.SOUTH);
        setPreferredSize(SIZE);
        fill();
        Screen.pack(this, Screen.usable());
    }

    /** Opens it; any thread. */
    public static void open(StartedTrainings trainings, Consumer<StartedTraining> resumer) {
        EventQueue.invokeLater(
                () -> new TrainingsWindow(trainings, resumer, null).setVisible(true));
    }

    private JPanel page() {
        state.setName("state");
        preview.setName("preview");
        preview.setHorizontalAlignment(JLabel.CENTER);
        inputs.setName("inputs");
        inputs.setEditable(false);
        inputs.setRows(8);
        JPanel page = new JPanel(new BorderLayout());
        page.add(state, BorderLayout.NORTH);
        page.add(new JScrollPane(preview), BorderLayout.CENTER);
        page.add(new JScrollPane(inputs), BorderLayout.SOUTH);
        return page;
    }

    private JPanel buttons() {
        JPanel buttons = new JPanel(new FlowLayout(FlowLayout.RIGHT));
        resume.setName("resume");
        resume.setToolTipText(
                "Goes on from the last checkpoint, with all that it was started with");
        resume.addActionListener(event -> resume());
        buttons.add(resume);
        delete.setName("delete");
        delete.setToolTipText("Removes what it could go on from; a model that is written stays");
        delete.addActionListener(event -> delete());
        buttons.add(delete);
        JButton close = new JButton("Close");
        close.addActionListener(event -> dispose());
        buttons.add(close);
        return buttons;
    }

    private void fill() {
        started.clear();
        try {
            trainings.all().forEach(started::addElement);
        } catch (IOException e) {
            state.setText(Failures.text(e));
        }
        if (started.isEmpty()) {
            show(null);
            state.setText("No training was interrupted.");
        } else list.setSelectedIndex(0);
    }

    private void show(StartedTraining training) {
        boolean idle = training != null && !training.isUnderWay();
        resume.setEnabled(idle);
        delete.setEnabled(idle);
        preview.setIcon(null);
        preview.setText("");
        inputs.setText("");
        if (training == null) return;
        state.setText(training.state() + " - " + training.model());
        training.inputs().forEach((key, value) -> inputs.append(key + "=" + value + "\n"));
        inputs.setCaretPosition(0);
        Optional<Path> picture = training.preview();
        if (picture.isEmpty()) preview.setText("It has no preview yet.");
        else preview.setIcon(new ImageIcon(picture(picture.get())));
    }

    private static Image picture(Path file) {
        ImagePlus sheet = IJ.openImage(file.toString());
        return Pictures.fitted(
                sheet.flatten().getProcessor().getBufferedImage(), WIDEST, Integer.MAX_VALUE);
    }

    private void resume() {
        StartedTraining training = list.getSelectedValue();
        if (training == null) return;
        Thread thread = new Thread(() -> run(training), "Mulligan resumes a training");
        thread.setDaemon(true);
        thread.start();
        dispose();
    }

    private void run(StartedTraining training) {
        try {
            resumer.accept(training);
        } catch (CancellationException e) {
            IJ.showStatus(e.getMessage());
        } catch (RuntimeException e) {
            // Not IJ.error: it would stop a macro that runs beside us.
            IJ.showMessage("Mulligan", Failures.text(e));
        }
    }

    private void delete() {
        StartedTraining training = list.getSelectedValue();
        if (training == null || !sure.test(training)) return;
        try {
            trainings.delete(training);
            fill();
        } catch (IllegalArgumentException | IOException e) {
            state.setText(Failures.text(e));
        }
    }

    private boolean ask(StartedTraining training) {
        return JOptionPane.showConfirmDialog(
                        this,
                        "Remove what the training of %s could go on from?\n%s"
                                .formatted(training.name(), training.model()),
                        "Remove a training",
                        JOptionPane.OK_CANCEL_OPTION,
                        JOptionPane.WARNING_MESSAGE)
                == JOptionPane.OK_OPTION;
    }
}
