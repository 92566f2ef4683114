package io.recaller.gateway.form;

import io.recaller.channel.outbound.Gateway;
import io.recaller.channel.outbound.Outbound;

/** A form has nobody at its other end: whoever left no way to write to them is called. */
public final class FormGateway implements Gateway {
    private final String name;

    public FormGateway(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String send(Outbound message) throws NotSentException {
        throw new NotSentException(
                new Remedy.GiveUp(
                        "a form is not answered in writing; call them, or answer by the number or"
                                + " address in it"));
    }
}
