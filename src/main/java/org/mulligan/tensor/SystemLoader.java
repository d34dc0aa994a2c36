package org.mulligan.tensor;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * A library opened by Linux's own loader, the way TensorFlow opens it. JNA's own search would look
 * in more places and take another version of the name, and call usable what TensorFlow cannot load.
 * Libraries stay open: CUDA's do not bear being closed.
 */
final class SystemLoader {
    private static final int RTLD_LAZY = 1;

    private final Pointer handle;

    private SystemLoader(Pointer handle) {
        this.handle = handle;
    }

    /** Thrown with the loader's words. */
    static final class NotLoaded extends Exception {
        private static final long serialVersionUID = 1L;

        NotLoaded(String words) {
            super(words);
        }
    }

    /**
     * @param name as in {@code libcuda.so.1}; looked for in LD_LIBRARY_PATH and where the system
     *     has its libraries
     * @throws NotLoaded when there is none, it needs another that is missing, or this is no Linux
     */
    static SystemLoader open(String name) throws NotLoaded {
        if (!System.getProperty("os.name").startsWith("Linux"))
            throw new NotLoaded("%s is a library of Linux".formatted(name));
        try {
            NativeLibrary process = NativeLibrary.getProcess();
            Function error = process.getFunction("dlerror");
            // Forgets earlier errors; and Java's own linking of this call must not forget ours.
            error.invokeString(new Object[0], false);
            Pointer handle =
                    process.getFunction("dlopen").invokePointer(new Object[] {name, RTLD_LAZY});
            if (handle == null) {
                String words = error.invokeString(new Object[0], false);
                throw new NotLoaded(words == null ? name + " does not load" : words);
            }
            return new SystemLoader(handle);
        } catch (LinkageError e) {
            // JNA unpacks a library of its own, which a temporary folder may forbid.
            throw new NotLoaded("JNA does not work here (%s)".formatted(e));
        }
    }

    /**
     * Calls a function whose result is an int.
     *
     * @throws NotLoaded when the library has no such function
     */
    int call(String function, Object... arguments) throws NotLoaded {
        return function(function).invokeInt(arguments);
    }

    /** The same for a function without arguments whose result is a size_t. */
    long size(String function) throws NotLoaded {
        return function(function).invokeLong(new Object[0]);
    }

    private Function function(String name) throws NotLoaded {
        Pointer address =
                NativeLibrary.getProcess()
                        .getFunction("dlsym")
                        .invokePointer(new Object[] {handle, name});
        if (address == null) throw new NotLoaded("there is no %s in it".formatted(name));
        return Function.getFunction(address);
    }
}
