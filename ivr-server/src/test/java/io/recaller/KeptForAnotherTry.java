package io.recaller;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Leaves open what a class of tests shares when one of them failed. A test that fails is tried once
 * more in the same JVM, where a static database that was closed stays closed: the second try would
 * fail for that alone, whatever failed the first. It ends with the JVM.
 */
public final class KeptForAnotherTry implements AfterTestExecutionCallback, InvocationInterceptor {
    private static final Namespace OURS = Namespace.create(KeptForAnotherTry.class);

    @Override
    public void afterTestExecution(ExtensionContext test) {
        if (test.getExecutionException().isPresent()) {
            test.getRoot().getStore(OURS).put(test.getRequiredTestClass(), true);
        }
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<Void> closing,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext of)
            throws Throwable {
        if (of.getRoot().getStore(OURS).get(of.getRequiredTestClass()) == null
                || of.getRequiredTestClass().getSimpleName().endsWith("IT")) {
            closing.proceed();
        } else {
            closing.skip();
        }
    }
}
