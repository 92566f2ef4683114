package io.recaller.customer;

import static io.recaller.db.generated.Tables.AUDIT;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.JSONB;

/** Who saw or changed what of a customer: append-only. Thread-safe. */
public final class AuditTrail {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<UUID> ids;

    /**
     * A trail over one schema.
     *
     * @param ids makes UUIDv7
     */
    public AuditTrail(Supplier<UUID> ids) {
        this.ids = ids;
    }

    /** Writes down what is done in this transaction. */
    public void write(Tx tx, Entry entry, Instant now) {
        tx.dsl()
                .insertInto(AUDIT)
                .set(AUDIT.ID, ids.get())
                .set(AUDIT.OCCURRED_AT, now)
                .set(AUDIT.ACTOR_KIND, entry.kind().name().toLowerCase(Locale.ROOT))
                .set(AUDIT.ACTOR, entry.actor())
                .set(AUDIT.ACTION, entry.action())
                .set(AUDIT.CUSTOMER_ID, entry.customer().map(CustomerId::value).orElse(null))
                .set(AUDIT.CONTACT_ID, entry.contact().orElse(null))
                .set(AUDIT.DETAIL, JSONB.valueOf(JSON.valueToTree(entry.detail()).toString()))
                .execute();
    }

    /** Who may have done it. */
    public enum Kind {
        AGENT,
        API,
        CLI,
        SYSTEM,
        CUSTOMER
    }

    /**
     * Who does something.
     *
     * @param name the agent's id, the API key's name, the operating system's user of a command
     */
    public record Actor(Kind kind, String name) {

        /** Whoever runs this process at the command line. */
        public static Actor atTheCommandLine() {
            return new Actor(Kind.CLI, System.getProperty("user.name", "unknown"));
        }

        /** An entry about nobody's customer: what is administered. */
        public Entry did(String action, Map<String, String> detail) {
            return new Entry(kind, name, action, Optional.empty(), Optional.empty(), detail);
        }

        /** An entry about a customer. */
        public Entry did(String action, CustomerId customer, Map<String, String> detail) {
            return new Entry(kind, name, action, Optional.of(customer), Optional.empty(), detail);
        }
    }

    /**
     * One thing seen or changed.
     *
     * @param actor the agent's id, the API key's name, the operating system's user
     * @param action stable slug such as {@code fact.put}
     * @param detail what, by key; never the values
     */
    public record Entry(
            Kind kind,
            String actor,
            String action,
            Optional<CustomerId> customer,
            Optional<UUID> contact,
            Map<String, String> detail) {
        public Entry {
            detail = Map.copyOf(detail);
        }
    }
}
