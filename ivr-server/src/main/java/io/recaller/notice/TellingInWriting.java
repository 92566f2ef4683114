package io.recaller.notice;

import io.recaller.db.Tx;
import io.recaller.message.LeavingMessages;
import io.recaller.message.MessageState;
import io.recaller.message.UnaskedMessages;
import io.recaller.notice.RecipientRows.Due;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells notices by messages, no faster than a gateway may be told. Any thread. */
final class TellingInWriting {
    private final RecipientRows recipients;
    private final NoticePace pace;
    private final UnaskedMessages messages = new UnaskedMessages();
    private final LeavingMessages leaving = new LeavingMessages();

    TellingInWriting(RecipientRows recipients, NoticePace pace) {
        this.recipients = recipients;
        this.pace = pace;
    }

    /**
     * Writes it where they may be written to.
     *
     * @param language the customer's own, where it is known
     * @return when to try again, where the gateway has had its fill; empty: it is told
     */
    Optional<Instant> tell(
            Tx tx,
            Due due,
            Notice notice,
            Way.Through way,
            Optional<String> language,
            Instant now) {
        var gateway = way.gateway();
        if (gateway.pushes() && pace.isFull(gateway.name())) {
            return Optional.of(now.plus(pace.putOff(gateway.name())));
        }
        pace.told(gateway.name());
        var message =
                messages.write(
                        tx,
                        way.thread().id(),
                        text(notice, way, language),
                        way.template().isPresent(),
                        gateway.pushes() ? MessageState.QUEUED : MessageState.SENT,
                        now);
        way.template()
                .flatMap(Way.Instead::named)
                .ifPresent(each -> leaving.asTemplate(tx, message, each.id(), each.values()));
        recipients.told(tx, due, gateway.by(), message, now);
        return Optional.empty();
    }

    private static String text(Notice notice, Way.Through way, Optional<String> language) {
        var languages =
                Stream.of(language, way.thread().language(), way.gateway().language())
                        .flatMap(Optional::stream)
                        .toList();
        return way.template().map(Way.Instead::text).orElseGet(() -> notice.text(languages));
    }
}
