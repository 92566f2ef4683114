package io.recaller.contact.history;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.TOPIC;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.Slug;
import io.recaller.contact.Topic;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** A piece of SQL: contacts that have a topic, as one value. */
public final class PastContacts {
    private static final int MOST = 1000;
    private static final Field<String> BLANK = DSL.inline(" ");

    private PastContacts() {}

    /**
     * The thousand newest of those for which the condition holds, newest first. One line a contact:
     * a thousand of them as JSON would take ten times as long.
     *
     * <p>The number stands in the statement. Where it is a bind value PostgreSQL reckons with a
     * tenth of the rows, and on a table of some months rather walks through everybody's contacts
     * from the newest on than look up the customer's: 21 ms a contact instead of half of one.
     *
     * @param tie orders those that began at the same instant
     */
    public static <T> Field<List<PastContact>> newest(Condition which, Field<T> tie) {
        var lines =
                select(line().as("line"), CONTACT.STARTED_AT, tie.as("tie"))
                        .from(CONTACT)
                        .join(TOPIC)
                        .on(TOPIC.ID.eq(CONTACT.TOPIC))
                        .where(which)
                        .orderBy(CONTACT.STARTED_AT.desc(), tie.desc())
                        .limit(DSL.inline(MOST))
                        .asTable("lines");
        var text = DSL.field(name("lines", "line"), SQLDataType.CLOB);
        var at = DSL.field(name("lines", "started_at"), SQLDataType.INSTANT);
        var second = DSL.field(name("lines", "tie"), tie.getDataType());
        return DSL.field(
                        select(DSL.listAgg(text, "\n").withinGroupOrderBy(at.desc(), second.desc()))
                                .from(lines))
                .convertFrom(PastContacts::read);
    }

    private static Field<String> line() {
        var micros =
                DSL.field(
                        "(extract(epoch from {0}) * 1000000)::bigint",
                        Long.class, CONTACT.STARTED_AT);
        var topic = DSL.coalesce(TOPIC.REPLACED_BY, CONTACT.TOPIC);
        return DSL.concat(micros, BLANK, CONTACT.CHANNEL, BLANK, CONTACT.NATURE, BLANK, topic);
    }

    private static List<PastContact> read(@Nullable String lines) {
        return lines == null ? List.of() : lines.lines().map(PastContacts::pastContact).toList();
    }

    private static PastContact pastContact(String line) {
        var words = line.split(" ", -1);
        return new PastContact(
                Instant.EPOCH.plus(Long.parseLong(words[0]), ChronoUnit.MICROS),
                Slug.read(Channel.class, words[1]),
                Slug.read(Nature.class, words[2]),
                new Topic(words[3]));
    }
}
