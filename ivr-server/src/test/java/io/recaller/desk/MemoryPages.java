package io.recaller.desk;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.continuation.AgentPages.Outcome;
import io.recaller.continuation.AgentPages.Wanted;
import io.recaller.continuation.PageBeside;
import io.recaller.continuation.PageDocument;
import io.recaller.continuation.Shown;
import io.recaller.speech.Language;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Pages beside calls in memory: each asks for a birthday. */
final class MemoryPages implements PageDesk {
    static final Instant SINCE = Instant.parse("2026-11-21T12:03:00Z");

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
                given,
                List.of(
                        new PageBeside.MessengerLink(
                                "bot",
                                "Telegram",
                                link == PageBeside.Link.SENT ? link : PageBeside.Link.NONE,
                                link != PageBeside.Link.SENT)));
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
