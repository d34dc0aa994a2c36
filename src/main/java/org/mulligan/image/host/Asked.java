package org.mulligan.image.host;

import ij.IJ;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;

/** An object of a class that we know by its name only. */
record Asked(Object whom) {
    /** The class of a host; empty where it has none of that name. */
    static Optional<Class<?>> type(String name) {
        for (ClassLoader loader :
                new ClassLoader[] {
                    Thread.currentThread().getContextClassLoader(), IJ.getClassLoader()
                }) {
            try {
                if (loader != null) return Optional.of(loader.loadClass(name));
            } catch (ClassNotFoundException | LinkageError e) {
                continue;
            }
        }
        return Optional.empty();
    }

    static Asked made(String className) throws IOException {
        try {
            return new Asked(
                    type(className)
                            .orElseThrow(() -> new IOException("there is no " + className))
                            .getConstructor()
                            .newInstance());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw failure(className, e);
        }
    }

    /**
     * The answer of the first method of that name that takes the arguments.
     *
     * @throws IOException what the method threw, in its words; or that there is no such method
     */
    Object ask(String question, Object... arguments) throws IOException {
        for (Method method : whom.getClass().getMethods()) {
            if (!method.getName().equals(question) || !takes(method, arguments)) continue;
            try {
                // A public method of a class that is not.
                method.setAccessible(true);
                return method.invoke(whom, arguments);
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                throw failure(question, e);
            }
        }
        throw new IOException(
                "%s has no %s; is it too old?".formatted(whom.getClass().getName(), question));
    }

    int number(String question, Object... arguments) throws IOException {
        return ((Number) ask(question, arguments)).intValue();
    }

    boolean is(String question) throws IOException {
        return (Boolean) ask(question);
    }

    private static boolean takes(Method method, Object[] arguments) {
        Class<?>[] types = method.getParameterTypes();
        if (types.length != arguments.length) return false;
        for (int i = 0; i < types.length; i++) {
            boolean fits =
                    types[i] == int.class && arguments[i] instanceof Integer
                            || types[i] == boolean.class && arguments[i] instanceof Boolean
                            || types[i].isInstance(arguments[i]);
            if (!fits) return false;
        }
        return true;
    }

    private static IOException failure(String question, Throwable thrown) {
        Throwable cause =
                thrown instanceof InvocationTargetException && thrown.getCause() != null
                        ? thrown.getCause()
                        : thrown;
        if (cause instanceof OutOfMemoryError e) throw e;
        String said = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new IOException(
                cause.getClass().getSimpleName().equals("UnknownFormatException")
                        ? HostFormats.UNKNOWN
                        : "%s (%s)".formatted(said.strip().replaceAll("\\s+", " "), question),
                cause);
    }
}
