package io.recaller.register;

import static io.recaller.db.generated.Tables.CONTINUATION;
import static io.recaller.db.generated.Tables.PIN_LINK;

import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.ContinuationRecord;
import io.recaller.db.generated.tables.records.PinLinkRecord;
import io.recaller.register.Explanation.Happened;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pages that a contact had, as long as they are kept. The caller owns the transaction. */
final class PagesBeside {
    private PagesBeside() {}

    static List<Happened> of(Tx tx, ContactId contact) {
        var pages =
                tx
                        .dsl()
                        .selectFrom(CONTINUATION)
                        .where(CONTINUATION.CONTACT_ID.eq(contact.value()))
                        .orderBy(CONTINUATION.CREATED_AT)
                        .fetch()
                        .stream()
                        .flatMap(row -> page(row).stream());
        var pins =
                tx
                        .dsl()
                        .selectFrom(PIN_LINK)
                        .where(PIN_LINK.CONTACT_ID.eq(contact.value()))
                        .fetch()
                        .stream()
                        .map(PagesBeside::pin);
        return Stream.concat(pages, pins).toList();
    }

    private static List<Happened> page(ContinuationRecord row) {
        var lines = new ArrayList<Happened>();
        lines.add(Happened.at(row.getCreatedAt(), "the link to a page beside the call was made"));
        if (row.getOpenedAt() != null) {
            lines.add(Happened.at(row.getOpenedAt(), "the page was opened" + handedIn(row)));
        }
        if (row.getEndedAt() != null) {
            lines.add(Happened.at(row.getEndedAt(), "the page ended: " + why(row.getWhy())));
        }
        return lines;
    }

    private static String handedIn(ContinuationRecord row) {
        return switch (row.getHandedIn()) {
            case 0 -> "";
            case 1 -> ", one file was handed in on it";
            default -> ", " + row.getHandedIn() + " files were handed in on it";
        };
    }

    private static String why(String slug) {
        return switch (slug) {
            case "replaced" -> "another of the same call took its place";
            case "left" -> "who had it open says it is not their call";
            case "moved" -> "it went on as a chat";
            default -> slug;
        };
    }

    private static Happened pin(PinLinkRecord row) {
        var links = row.getLinks() > 1 ? " (the last of " + row.getLinks() + ")" : "";
        var wrong = row.getWrong() > 0 ? ", wrong ones: " + row.getWrong() : "";
        return Happened.at(
                row.getMadeAt(),
                "was given a link to key the PIN on a page" + links + state(row) + wrong);
    }

    private static String state(PinLinkRecord row) {
        return switch (row.getState()) {
            case "proved" -> ": it was right, its number was not written yet";
            case "matched" -> ": it was right, and its number was written";
            case "failed" -> ": it was not proved";
            case "refused" -> ": who had the page says they do not write here";
            default -> ": it was not keyed yet";
        };
    }
}
