package org.mulligan.tensor.device;

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
            Pointer handle = dlopen(name);
            if (handle == null) {
                // Reading the words for the first time makes Java load what it reads them with,
                // and that overwrites them: the second failure's are the loader's.
                dlerror();
                handle = dlopen(name);
            }
            if (handle == null) throw new NotLoaded(dlerror());
            return new SystemLoader(handle);
        } catch (LinkageError e) {
            // JNA unpacks a library of its own, which a temporary folder may forbid.
            throw new NotLoaded("JNA does not work here (%s)".formatted(e));
        }
    }

    /** Looked up beforehand: looking up is a call of the loader, and forgets its last words. */
    private static final class Calls {
        static final Function DLOPEN = NativeLibrary.getProcess().getFunction("dlopen");
        static final Function DLSYM = NativeLibrary.getProcess().getFunction("dlsym");
        static final Function DLERROR = NativeLibrary.getProcess().getFunction("dlerror");
    }

    private static Pointer dlopen(String name) {
        return Calls.DLOPEN.invokePointer(new Object[] {name, RTLD_LAZY});
    }

    private static String dlerror() {
        String words = Calls.DLERROR.invokeString(new Object[0], false);
        return words == null ? "the loader does not say why" : words;
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
        Pointer address = Calls.DLSYM.invokePointer(new Object[] {handle, name});
        if (address == null) throw new NotLoaded("there is no %s in it".formatted(name));
        return Function.getFunction(address);
    }
}
