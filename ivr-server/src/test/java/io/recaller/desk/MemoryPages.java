package io.recaller.desk;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.continuation.AgentPages.Outcome;
import io.recaller.continuation.AgentPages.Wanted;
import io.recaller.continuation.PageBeside;
import io.recaller.continuation.PageDocument;
import io.recaller.continuation.PageState;
import io.recaller.continuation.PageTurn;
import io.recaller.continuation.Shown;
import io.recaller.message.file.Attachment;
import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.FileType;
import io.recaller.speech.Language;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Pages beside calls in memory: each asks for a birthday. */
final class MemoryPages implements PageDesk {
    static final Instant SINCE = Instant.parse("2026-11-21T12:03:00Z");

    private static final Attachment CONTRACT =
            new Attachment(
                    UUID.fromString("01978a00-0000-7000-8000-0000000000f1"),
                    "contract.pdf",
                    FileType.PDF,
                    81920);

    private final Map<ContactId, PageBeside> pages = new ConcurrentHashMap<>();
    private final AtomicInteger reads = new AtomicInteger();

    /** What nothing was shown on yet. */
    static PageBeside empty() {
        return beside(PageBeside.Link.NONE, Optional.empty());
    }

    /** A form of which one value was given. */
    static PageBeside filling(PageBeside.Link link, Optional<String> birthday) {
        return beside(
                link,
                Optional.of(
                        new PageBeside.Given(
                                new Shown.Form("contract", "sha"),
                                SINCE,
                                "open",
                                List.of(
                                        new PageBeside.Value("born", birthday, false),
                                        new PageBeside.Value("mail", Optional.empty(), false),
                                        new PageBeside.Value("card", Optional.empty(), true)))));
    }

    private static PageBeside beside(PageBeside.Link link, Optional<PageBeside.Given> given) {
        return new PageBeside(
                link,
                true,
                false,
                List.of(new PageBeside.Form("contract", List.of("born", "mail"))),
                List.of(
                        new PageDocument(
                                "tariffs",
                                Map.of(
                                        new Language("en"), "Tariffs",
                                        new Language("ru"), "Тарифы"),
                                "https://telecom.example/tariffs.pdf")),
                true,
                given,
                List.of(
                        new PageBeside.MessengerLink(
                                "bot",
                                "Telegram",
                                link == PageBeside.Link.SENT ? link : PageBeside.Link.NONE,
                                link != PageBeside.Link.SENT)),
                link == PageBeside.Link.OPEN ? List.of(CONTRACT) : List.of(),
                link == PageBeside.Link.OPEN ? Optional.of(screen(birthday())) : Optional.empty());
    }

    private static PageState screen(PageTurn turn) {
        return new PageState(
                turn,
                1,
                0,
                new Language("en"),
                true,
                false,
                Optional.empty(),
                AttachmentRules.usual(),
                List.of(CONTRACT));
    }

    private static PageTurn birthday() {
        return new PageTurn(
                PageTurn.Kind.ASK,
                List.of("Your birthday, please."),
                List.of(),
                Optional.of(new PageTurn.Asked("born", "date", "", 1, 12, false, false)),
                "",
                true,
                Optional.empty(),
                false);
    }

    int reads() {
        return reads.get();
    }

    /** The caller gives a value. */
    void gives(ContactId contact, String birthday) {
        pages.put(contact, filling(PageBeside.Link.OPEN, Optional.of(birthday)));
    }

    @Override
    public Optional<PageBeside> of(ContactId contact) {
        reads.incrementAndGet();
        return Optional.of(pages.getOrDefault(contact, empty()));
    }

    @Override
    public Outcome show(AgentId agent, ContactId contact, Wanted wanted) {
        if (wanted.equals(new Wanted.Form("contract"))) {
            pages.put(contact, filling(PageBeside.Link.SENT, Optional.empty()));
            return Outcome.DONE;
        }
        return wanted instanceof Wanted.Document ? Outcome.NO_LINK : Outcome.UNKNOWN;
    }

    @Override
    public Outcome sendLink(ContactId contact, String to) {
        if (to.equals("bot")) {
            pages.put(contact, beside(PageBeside.Link.SENT, Optional.empty()));
            return Outcome.DONE;
        }
        return Outcome.UNKNOWN;
    }

    @Override
    public void takeBack(ContactId contact) {
        pages.remove(contact);
    }
}
