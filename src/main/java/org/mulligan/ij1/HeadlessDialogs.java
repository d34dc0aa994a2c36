package org.mulligan.ij1;

import ij.gui.DialogListener;
import ij.gui.GenericDialog;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.function.Consumer;

/**
 * Lets ImageJ's own commands take their options from a macro where there is no display. They read
 * them through {@code ij.gui.GenericDialog}, whose constructor throws there; so {@link MacroDialog}
 * is defined under that name before ImageJ first asks for it. (Fiji patches the same class.)
 */
public final class HeadlessDialogs {
    private static final String OURS = "org/mulligan/ij1/MacroDialog";
    private static final String IMAGEJ = "ij/gui/GenericDialog";

    private static Consumer<String> errors = line -> {};

    private HeadlessDialogs() {}

    /**
     * Once per process.
     *
     * @param errorsOfMacros takes what ImageJ would show in a dialog
     * @throws IllegalStateException when ImageJ has loaded its dialog already
     */
    static synchronized void install(Consumer<String> errorsOfMacros) {
        errors = errorsOfMacros;
        try (InputStream bytes =
                HeadlessDialogs.class.getClassLoader().getResourceAsStream(OURS + ".class")) {
            MethodHandles.privateLookupIn(DialogListener.class, MethodHandles.lookup())
                    .defineClass(renamed(bytes));
        } catch (LinkageError | IllegalAccessException e) {
            throw new IllegalStateException(
                    "ImageJ's dialogs cannot be replaced for a macro without a display: " + e, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The class file with one name for another in its constant pool.
     *
     * @see <a href="https://docs.oracle.com/javase/specs/jvms/se17/html/jvms-4.html#jvms-4.4">The
     *     constant pool</a>
     */
    private static byte[] renamed(InputStream classFile) throws IOException {
        DataInputStream in = new DataInputStream(classFile);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(in.readLong());
        int constants = in.readUnsignedShort();
        out.writeShort(constants);
        for (int i = 1; i < constants; i++) {
            int tag = in.readUnsignedByte();
            out.writeByte(tag);
            if (tag == 1) out.writeUTF(rename(in.readUTF()));
            else out.write(in.readNBytes(length(tag)));
            if (tag == 5 || tag == 6) i++;
        }
        in.transferTo(out);
        return bytes.toByteArray();
    }

    private static String rename(String text) {
        return text.replaceAll(OURS + "(?![$\\w])", IMAGEJ);
    }

    private static int length(int tag) {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            default -> throw new IllegalStateException("No constant has the tag " + tag);
        };
    }

    /** Takes an error dialog's text; called by {@link MacroDialog}. */
    public static void error(String text) {
        errors.accept(text);
    }

    /** Tells a listener that the macro's options are in; called by {@link MacroDialog}. */
    @SuppressWarnings("unused")
    public static void tell(DialogListener listener, Object dialog) {
        listener.dialogItemChanged((GenericDialog) dialog, null);
    }
}
