package org.mulligan.cli;

import ij.IJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.MultiLineLabel;
import java.awt.AWTException;
import java.awt.Button;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.Label;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.ActionListener;
import java.awt.event.ItemEvent;
import java.awt.event.ItemListener;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A person's hands and eyes before ImageJ's windows. */
final class Hand {
    private static final String WAIT = "java.awt.WaitDispatchSupport";

    private Hand() {}

    /** Waits until something is so, 30 s at most. */
    static void await(String what, BooleanSupplier so) throws InterruptedException {
        for (int i = 0; i < 1500; i++, Thread.sleep(20)) if (so.getAsBoolean()) return;
        throw new IllegalStateException("Waited in vain: " + what);
    }

    static void awaitImage(String title) throws InterruptedException {
        await(
                title,
                () -> {
                    ImagePlus image = WindowManager.getCurrentImage();
                    return image != null && image.getTitle().equals(title);
                });
    }

    /** Chooses from ImageJ's menu bar. */
    static void menu(String... path) {
        MenuItem item = Menus.getImageJMenu(path[0]);
        for (int level = 1; level < path.length; level++) item = item((Menu) item, path[level]);
        IJ.getInstance()
                .actionPerformed(
                        new ActionEvent(
                                item, ActionEvent.ACTION_PERFORMED, item.getActionCommand()));
    }

    private static MenuItem item(Menu menu, String label) {
        for (int i = 0; i < menu.getItemCount(); i++)
            if (menu.getItem(i).getLabel().equals(label)) return menu.getItem(i);
        throw new IllegalStateException("No %s in %s".formatted(label, menu.getLabel()));
    }

    static GenericDialog dialog() throws InterruptedException {
        return (GenericDialog) window(GenericDialog.class::isInstance, "a dialog");
    }

    static Dialog dialog(String title) throws InterruptedException {
        return (Dialog)
                window(
                        window -> window instanceof Dialog box && title.equals(box.getTitle()),
                        title);
    }

    static Window window(Predicate<Window> wanted, String what) throws InterruptedException {
        await(what, () -> showing(wanted).findFirst().isPresent());
        await("somebody who waits for " + what, Hand::areDialogsWaitedFor);
        return showing(wanted).findFirst().orElseThrow();
    }

    /**
     * Whether whoever showed a modal dialog waits for its end already. AWT shows it a moment
     * before, and when it ends in that moment, as at a program's hand it can, the wait never does.
     */
    private static boolean areDialogsWaitedFor() {
        long waits =
                Thread.getAllStackTraces().values().stream()
                        .flatMap(Arrays::stream)
                        .filter(frame -> frame.getMethodName().equals("enter"))
                        .filter(frame -> frame.getClassName().equals(WAIT))
                        .count();
        return waits >= showing(window -> window instanceof Dialog box && box.isModal()).count();
    }

    static Stream<Window> showing(Predicate<Window> wanted) {
        return Arrays.stream(Window.getWindows()).filter(Window::isShowing).filter(wanted);
    }

    static <C extends Component> Stream<C> parts(Container whole, Class<C> type) {
        return Arrays.stream(whole.getComponents())
                .flatMap(
                        part ->
                                Stream.concat(
                                        Stream.of(part).filter(type::isInstance).map(type::cast),
                                        part instanceof Container inner
                                                ? parts(inner, type)
                                                : Stream.empty()));
    }

    /** The texts of a message box, in one line. */
    static String said(Dialog box) {
        return parts(box, Component.class).map(Hand::text).collect(Collectors.joining());
    }

    private static String text(Component part) {
        if (part instanceof Label label) return label.getText();
        if (!(part instanceof MultiLineLabel)) return "";
        try {
            Field lines = MultiLineLabel.class.getDeclaredField("lines");
            lines.setAccessible(true);
            return String.join(" ", (String[]) lines.get(part));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static void press(Dialog dialog, String label) {
        Button button =
                parts(dialog, Button.class)
                        .filter(candidate -> candidate.getLabel().trim().equals(label))
                        .findFirst()
                        .orElseThrow();
        for (ActionListener listener : button.getActionListeners())
            listener.actionPerformed(new ActionEvent(button, ActionEvent.ACTION_PERFORMED, label));
    }

    /**
     * Types into a text field, on the thread of the windows: elsewhere Swing, which draws it, may
     * wait for itself for ever.
     */
    static void type(Object field, String text) {
        try {
            EventQueue.invokeAndWait(() -> ((TextField) field).setText(text));
        } catch (InterruptedException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    static void choose(Choice choice, String item) {
        choice.select(item);
        for (ItemListener listener : choice.getItemListeners())
            listener.itemStateChanged(
                    new ItemEvent(choice, ItemEvent.ITEM_STATE_CHANGED, item, ItemEvent.SELECTED));
    }

    /**
     * Presses Escape on a window.
     *
     * @return how: without a window manager a window may get no key of the keyboard
     */
    static String pressEscape(Window window) throws AWTException, InterruptedException {
        window.toFront();
        window.requestFocus();
        for (int i = 0; i < 25 && !window.isFocused(); i++) Thread.sleep(20);
        if (window.isFocused()) {
            // It comes by way of the X server, and late it would meet the next dialog.
            CountDownLatch come = new CountDownLatch(1);
            KeyEventDispatcher watch =
                    event -> {
                        if (event.getID() == KeyEvent.KEY_PRESSED) come.countDown();
                        return false;
                    };
            KeyboardFocusManager keys = KeyboardFocusManager.getCurrentKeyboardFocusManager();
            keys.addKeyEventDispatcher(watch);
            Robot robot = new Robot();
            robot.keyPress(KeyEvent.VK_ESCAPE);
            robot.keyRelease(KeyEvent.VK_ESCAPE);
            boolean pressed = come.await(1, TimeUnit.SECONDS);
            keys.removeKeyEventDispatcher(watch);
            if (pressed) return "keyboard";
        }
        window.dispatchEvent(
                new KeyEvent(
                        window,
                        KeyEvent.KEY_PRESSED,
                        System.currentTimeMillis(),
                        0,
                        KeyEvent.VK_ESCAPE,
                        KeyEvent.CHAR_UNDEFINED));
        return "event";
    }

    /**
     * A picture of the screen around a window, for people to look at after the build. Without a
     * window manager AWT sometimes tells a window's place wrongly, so more than the window is
     * taken.
     */
    static void picture(Window window, String name)
            throws InterruptedException, AWTException, IOException {
        window.toFront();
        picture(name);
    }

    /** A picture of the screen as it is. */
    static void picture(String name) throws InterruptedException, AWTException, IOException {
        // Windows paint some time after they are shown.
        Thread.sleep(400);
        Path file = Path.of("target/screenshots").resolve(name + ".png");
        Files.createDirectories(file.getParent());
        Rectangle bounds = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
        ImageIO.write(new Robot().createScreenCapture(bounds), "png", file.toFile());
    }
}
