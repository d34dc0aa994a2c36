package org.mulligan.ui;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.FlowLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import javax.swing.BorderFactory;
import javax.swing.DefaultListModel;
import javax.swing.ImageIcon;
import javax.swing.JButton;
import javax.swing.JEditorPane;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSplitPane;
import org.mulligan.door.Failures;
import org.mulligan.model.ModelFile;
import org.mulligan.service.ModelShelf;
import org.mulligan.service.models.InstalledModel;

/** The models that are installed: a list, and cover and card of the one that is chosen. */
public final class ModelsWindow extends JFrame {
    private static final long serialVersionUID = 1;

    /** Of a cover on the screen, px, whatever its own size is: the card needs room too. */
    private static final int WIDEST = 760;

    private static final int HIGHEST = 330;

    private final transient ModelShelf shelf;
    private final transient Predicate<InstalledModel> sure;
    private final transient DefaultListModel<InstalledModel> models = new DefaultListModel<>();
    private final JList<InstalledModel> list = NamedList.of(models, ModelsWindow::name);
    private final JLabel facts = new JLabel(" ");
    private final JLabel cover = new JLabel();
    private final JEditorPane card = new JEditorPane("text/html", "");
    private final JButton use = new JButton("Use");
    private final JButton remove = new JButton("Remove...");
    private final transient BiConsumer<String, Path> runner;

    /**
     * @param sure asks whether a model shall really go
     * @param runner runs a command of the menu with a model
     */
    ModelsWindow(
            ModelShelf shelf, Predicate<InstalledModel> sure, BiConsumer<String, Path> runner) {
        super("Mulligan: models");
        this.shelf = shelf;
        this.runner = runner;
        this.sure = sure == null ? this::ask : sure;
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        setLayout(new BorderLayout());
        list.setName("models");
        list.addListSelectionListener(event -> show(list.getSelectedValue()));
        JSplitPane both =
                new JSplitPane(JSplitPane.HORIZONTAL_SPLIT, new JScrollPane(list), page());
        both.setDividerLocation(220);
        add(both, BorderLayout.CENTER);
        add(buttons(), BorderLayout.SOUTH);
        setPreferredSize(new Dimension(1040, 720));
        fill();
        Screen.pack(this, Screen.usable());
    }

    /** Opens it; any thread. */
    public static void open(ModelShelf shelf) {
        EventQueue.invokeLater(
                () -> new ModelsWindow(shelf, null, MenuCommand::run).setVisible(true));
    }

    private JPanel page() {
        card.setEditable(false);
        card.setName("card");
        facts.setName("facts");
        facts.setBorder(BorderFactory.createEmptyBorder(6, 8, 6, 8));
        cover.setName("cover");
        JPanel top = new JPanel(new BorderLayout());
        top.add(facts, BorderLayout.NORTH);
        top.add(cover, BorderLayout.CENTER);
        JPanel page = new JPanel(new BorderLayout());
        page.add(top, BorderLayout.NORTH);
        page.add(new JScrollPane(card), BorderLayout.CENTER);
        return page;
    }

    private JPanel buttons() {
        JPanel buttons = new JPanel(new FlowLayout(FlowLayout.RIGHT));
        use.setName("use");
        use.addActionListener(event -> use());
        buttons.add(use);
        remove.setName("remove");
        remove.addActionListener(event -> remove());
        buttons.add(remove);
        JButton close = new JButton("Close");
        close.addActionListener(event -> dispose());
        buttons.add(close);
        return buttons;
    }

    private void fill() {
        models.clear();
        List<InstalledModel> installed = shelf.installed();
        installed.forEach(models::addElement);
        if (installed.isEmpty()) show(null);
        else list.setSelectedIndex(0);
    }

    private void show(InstalledModel model) {
        remove.setEnabled(model != null && !model.shipped());
        Optional<String> command = command(model);
        use.setEnabled(command.isPresent());
        use.setToolTipText(command.map("Runs %s with it"::formatted).orElse(null));
        cover.setIcon(null);
        card.setText("");
        facts.setText(" ");
        if (model == null) return;
        facts.setText(factsOf(model));
        if (model.file().isEmpty()) {
            card.setText(Manual.strangersPage("It does not open: " + model.problem()));
            return;
        }
        try {
            cover.setIcon(
                    new ImageIcon(Pictures.fitted(model.file().get().cover(), WIDEST, HIGHEST)));
            card.setText(Manual.strangersPage(model.file().get().card()));
        } catch (IOException e) {
            card.setText(Manual.strangersPage(Failures.text(e)));
        }
        card.setCaretPosition(0);
    }

    private static String factsOf(InstalledModel model) {
        String size = String.format(Locale.ROOT, "%.1f MB", model.bytes() / 1e6);
        String what =
                model.file()
                        .map(ModelFile::description)
                        .map(d -> "%s, %s, ".formatted(d.task(), d.licence()))
                        .orElse("");
        return "%s%s, %s, from: %s - %s"
                .formatted(
                        what,
                        size,
                        model.shipped() ? "shipped" : "own",
                        model.from(),
                        model.path());
    }

    private static String name(InstalledModel model) {
        return (model.file().isEmpty() ? "(broken) " : "")
                + model.name()
                + (model.shipped() ? "" : " (own)");
    }

    /** The command of the menu that runs a model. */
    private static Optional<String> command(InstalledModel model) {
        return Optional.ofNullable(model)
                .flatMap(InstalledModel::file)
                .flatMap(file -> file.description().task().commands().stream().findFirst());
    }

    /** Runs the model on the open image, as a user would from the menu. */
    private void use() {
        InstalledModel model = list.getSelectedValue();
        command(model).ifPresent(command -> runner.accept(command, model.path()));
    }

    private void remove() {
        InstalledModel model = list.getSelectedValue();
        if (model == null || !sure.test(model)) return;
        try {
            shelf.remove(String.valueOf(model.path().getFileName()));
            fill();
        } catch (IllegalArgumentException | IOException e) {
            facts.setText(Failures.text(e));
        }
    }

    private boolean ask(InstalledModel model) {
        return JOptionPane.showConfirmDialog(
                        this,
                        "Remove %s for ever?\n%s".formatted(model.name(), model.path()),
                        "Remove a model",
                        JOptionPane.OK_CANCEL_OPTION,
                        JOptionPane.WARNING_MESSAGE)
                == JOptionPane.OK_OPTION;
    }
}
