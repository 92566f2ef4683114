package io.recaller.routing.assignment;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.jsonbGetAttributeAsText;
import static org.jooq.impl.DSL.nullif;

import io.recaller.contact.AddressJson;
import io.recaller.contact.Channel;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.Field;

/** What questions to the rows of assignments are made of. */
public final class AssignmentConditions {
    public static final String OFFERED = "offered";
    public static final String CONNECTED = "connected";
    public static final String WRAP_UP = "wrap_up";
    public static final String CLOSED = "closed";

    private AssignmentConditions() {}

    /** In these words the index is found by a plan that is kept. */
    static Condition isOpen() {
        return ASSIGNMENT.STATE.ne(inline(CLOSED));
    }

    /** Of a contact that no Asterisk has. */
    public static Condition isWritten() {
        return jsonbGetAttributeAsText(WAITING_CONTACT.ADDRESS, AddressJson.GATEWAY).isNotNull();
    }

    public static Field<String> system() {
        return nullif(jsonbGetAttributeAsText(WAITING_CONTACT.ADDRESS, AddressJson.SYSTEM), "");
    }

    static Channel channel(String slug) {
        return Channel.valueOf(slug.toUpperCase(Locale.ROOT));
    }
}
