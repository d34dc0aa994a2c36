package org.mulligan.door;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.scijava.Cancelable;
import org.scijava.module.Module;
import org.scijava.module.process.PreprocessorPlugin;

/**
 * A command and the steps before it as SciJava is to see them when the door tells the reason of a
 * failure: they stop as they do, and keep the reason from SciJava, which would show a dialog of its
 * own beside the door's.
 */
final class Unwarned {
    private final AtomicReference<String> reason = new AtomicReference<>();
    private final Module module;
    private final List<PreprocessorPlugin> steps;

    Unwarned(Module module, List<PreprocessorPlugin> steps) {
        this.module = (Module) silent(module, Module.class, Cancelable.class);
        this.steps =
                steps.stream()
                        .map(step -> (PreprocessorPlugin) silent(step, PreprocessorPlugin.class))
                        .toList();
    }

    /** What SciJava is to run. */
    Module module() {
        return module;
    }

    /** What SciJava is to run before it. */
    List<PreprocessorPlugin> steps() {
        return steps;
    }

    /** That which was kept, the first of them; empty: none was given. */
    Optional<String> reason() {
        return Optional.ofNullable(reason.get());
    }

    private Object silent(Object step, Class<?>... types) {
        return Proxy.newProxyInstance(
                Unwarned.class.getClassLoader(),
                types,
                (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(step, arguments);
                        if (!method.getName().equals("getCancelReason")) return result;
                        // SciJava keeps an empty text for none.
                        if (result != null && !result.equals(""))
                            reason.compareAndSet(null, result.toString());
                        return null;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
