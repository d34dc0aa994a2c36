package org.mulligan.service;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.scijava.Context;

/** Gives {@code @BeforeAll} the service of {@link EngineHere}, and ends it after the last test. */
public final class ServiceHere implements ParameterResolver, AfterAllCallback {
    private Context context;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == MulliganService.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        if (context == null) context = EngineHere.start();
        return context.service(MulliganService.class);
    }

    @Override
    public void afterAll(ExtensionContext test) {
        if (context != null) context.dispose();
    }
}
