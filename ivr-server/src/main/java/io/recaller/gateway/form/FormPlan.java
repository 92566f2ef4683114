package io.recaller.gateway.form;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the settings say of a form.
 *
 * @param gateway its name
 * @param origins of the pages that may have it, as browsers write them
 * @param token what a server shows that sends it; empty: pages only
 * @param names its own names of what we know
 * @param also fields that agents see beside those
 * @param trap a field that no person sees: what fills it in is a program
 * @param mail the mailbox that answers whoever leaves an address; empty: none does
 * @param sms the gateway that answers whoever leaves a number; empty: none does
 * @param thanks the page that a browser is led to which sent the form itself
 * @param mostAnHour as many of one client within an hour
 * @param keepsTopic whether the topic may stand above an answer: not where a program answers, by
 *     whom anything could be sent to anybody
 */
public record FormPlan(
        String gateway,
        Set<String> origins,
        Optional<String> token,
        Names names,
        List<String> also,
        Optional<String> trap,
        Optional<String> mail,
        Optional<String> sms,
        Optional<URI> thanks,
        int mostAnHour,
        boolean keepsTopic) {
    public FormPlan {
        origins = Set.copyOf(origins);
        also = List.copyOf(also);
    }

    /** Whether a program says at once that an agent will answer. */
    boolean hasReceipts() {
        return !keepsTopic;
    }

    /** The same where nobody is answered by SMS. */
    FormPlan withoutSms() {
        return new FormPlan(
                gateway,
                origins,
                token,
                names,
                also,
                trap,
                mail,
                Optional.empty(),
                thanks,
                mostAnHour,
                keepsTopic);
    }

    /** The form's own names of its fields. */
    public record Names(
            String name,
            String email,
            String phone,
            String topic,
            String text,
            String id,
            String language) {}

    /** Without what is secret. */
    @Override
    public String toString() {
        return "FormPlan[" + gateway + ", " + origins + "]";
    }
}
