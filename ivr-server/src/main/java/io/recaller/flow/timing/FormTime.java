package io.recaller.flow.timing;

import io.recaller.customer.TrustTier;
import io.recaller.flow.Context;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.hours.OpeningHours;
import io.recaller.menu.Model;
import io.recaller.speech.Language;
import io.recaller.speech.PromptLengths;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * How long a form takes who has nothing of it known yet. The page's opening is not in it: that
 * depends on the message that brings the link.
 *
 * @param node its name
 * @param fields how many it asks
 * @param keypad each question heard to its end and keyed; empty: something in it cannot be keyed
 * @param page each question read and typed there, but for what is secret, which is keyed
 */
public record FormTime(String node, int fields, Optional<Duration> keypad, Duration page) {
    /** Of each form, as the flow names them. */
    public static List<FormTime> of(Flow flow, Language language, PromptLengths lengths) {
        var stranger =
                new Context(
                                Instant.EPOCH,
                                ZoneOffset.UTC,
                                TrustTier.CLAIMED,
                                Model.of(List.of()),
                                Optional.empty())
                        .with(OpeningHours.always(flow.hours()));
        var pace = new Pace(flow, language, lengths, stranger);
        return flow.nodes().values().stream()
                .filter(Node.Form.class::isInstance)
                .map(Node.Form.class::cast)
                .map(form -> of(form, pace))
                .toList();
    }

    private static FormTime of(Node.Form form, Pace pace) {
        var keypad = Duration.ZERO;
        var page = Duration.ZERO;
        var isKeyed = true;
        for (var field : form.fields()) {
            isKeyed &= field.entry().isKeyed();
            keypad = keypad.plus(pace.asking(field));
            page = page.plus(field.secret() ? pace.asking(field) : pace.filling(field));
        }
        return new FormTime(
                form.id(),
                form.fields().size(),
                isKeyed ? Optional.of(keypad) : Optional.empty(),
                page);
    }
}
