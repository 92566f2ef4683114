package io.recaller.register;

import io.recaller.agent.Agent;
import io.recaller.agent.AgentId;
import io.recaller.agent.AgentStore;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicStore;
import io.recaller.contact.history.Timeline;
import io.recaller.contact.reported.CorrectionStore;
import io.recaller.contact.reported.CorrectionStore.Correction;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.Change;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What other systems say later of a contact they, or we, took in: each is one audited transaction.
 * Thread-safe; blocks.
 */
public final class ContactCorrections {
    private final Database database;
    private final InstantSource clock;
    private final CorrectionStore contacts;
    private final AgentStore agents = new AgentStore();
    private final Timeline timeline = new Timeline();
    private final AuditTrail audit;

    public ContactCorrections(
            Database database, InstantSource clock, TopicStore topics, AuditTrail audit) {
        this.database = database;
        this.clock = clock;
        this.contacts = new CorrectionStore(topics);
        this.audit = audit;
    }

    /**
     * What is said of a contact.
     *
     * @param servedBy the name an agent signs in by
     */
    public record Later(
            Change<Topic> topic,
            Change<Instant> endedAt,
            Change<String> servedBy,
            Change<String> disposition) {
        /** Of what something is said, for the trail. */
        String names() {
            return Stream.of(
                            name("topic", topic),
                            name("endedAt", endedAt),
                            name("servedBy", servedBy),
                            name("disposition", disposition))
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining(","));
        }

        private static Optional<String> name(String name, Change<?> change) {
            return change.isSaid() ? Optional.of(name) : Optional.empty();
        }
    }

    /** What came of it. */
    public sealed interface Answer {
        record Corrected(Timeline.Entry now) implements Answer {}

        /** Nobody signs in by that name; nothing was changed. */
        record NoAgent() implements Answer {}

        /** Nothing was changed. */
        record Refused(CorrectionStore.Outcome why) implements Answer {}
    }

    /** Changes what is said and leaves the rest as it is; all of it or nothing. */
    public Answer correct(AuditTrail.Actor by, String source, String externalId, Later said) {
        return database.inTransaction(tx -> {
            var login = said.servedBy().wanted();
            var agent = login.flatMap(name -> agents.find(tx, name));
            if (login.isPresent() && agent.isEmpty()) {
                return new Answer.NoAgent();
            }
            var id = agent.map(Agent::id).map(AgentId::value);
            var correction =
                    new Correction(
                            said.topic(),
                            said.endedAt(),
                            said.servedBy().map(_ -> id.orElseThrow()),
                            said.disposition());
            var now = clock.instant();
            return switch (contacts.correct(tx, source, externalId, correction, now)) {
                case CorrectionStore.Outcome.Corrected done -> corrected(tx, by, done, said, now);
                case CorrectionStore.Outcome other -> new Answer.Refused(other);
            };
        });
    }

    private Answer corrected(
            Tx tx,
            AuditTrail.Actor by,
            CorrectionStore.Outcome.Corrected done,
            Later said,
            Instant now) {
        audit.write(
                tx,
                new AuditTrail.Entry(
                        by.kind(),
                        by.name(),
                        "contact.correct",
                        done.customer(),
                        Optional.of(done.contact().value()),
                        Map.of("changed", said.names())),
                now);
        return new Answer.Corrected(timeline.find(tx, done.contact()).orElseThrow());
    }
}
