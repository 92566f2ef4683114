package io.recaller.asterisk.survey;

import org.asteriskjava.manager.action.ShowDialplanAction;

/** {@code ShowDialPlan} for one context; asterisk-java writes what getters give. */
public final class ContextAction extends ShowDialplanAction {
    private static final long serialVersionUID = 1;

    private final String context;

    ContextAction(String context) {
        this.context = context;
    }

    public String getContext() {
        return context;
    }
}
