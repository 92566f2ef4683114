package io.recaller.continuation;

import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.conversation.DialogueViews;
import io.recaller.conversation.Flows;
import io.recaller.conversation.Switches;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.DialogueStore;
import io.recaller.conversation.dialogue.DialogueStore.Saved;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.generated.tables.records.ContinuationRecord;
import io.recaller.flow.Field;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.SwitchTarget;
import io.recaller.flow.engine.SwitchOutcome;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Pages beside calls as agents see and use them while they talk: the link goes out by the rules
 * that callers have, and what is shown is answered beside the talk. Any thread; blocking.
 */
public final class AgentPages {
    private final Database db;
    private final DialogueStore dialogues;
    private final ContactStore contacts;
    private final Flows flows;
    private final Switches links;
    private final Showings showings;
    private final CallLinks messengers;
    private final HandedFiles files;
    private final PageStates states;
    private final InstantSource clock;
    private final ContinuationRows rows = new ContinuationRows();
    private final StandingRows standings;

    /**
     * Over one database.
     *
     * @param links by which callers are sent their page
     * @param messengers by which they are sent where else they may go on
     */
    public AgentPages(
            Database db,
            DialogueStore dialogues,
            ContactStore contacts,
            Flows flows,
            Switches links,
            DialogueViews views,
            Showings showings,
            CallLinks messengers,
            HandedFiles files,
            InstantSource clock) {
        this.db = db;
        this.dialogues = dialogues;
        this.contacts = contacts;
        this.flows = flows;
        this.links = links;
        this.showings = showings;
        this.messengers = messengers;
        this.files = files;
        this.standings = new StandingRows(db);
        this.states = new PageStates(views, showings, files);
        this.clock = clock;
    }

    /** What an agent wants to show. */
    public sealed interface Wanted {
        /** A form of the call's flow, by its node. */
        record Form(String name) implements Wanted {}

        record Document(String name) implements Wanted {}

        /** A picture or a document of the caller's. */
        record File() implements Wanted {}
    }

    /** What became of it. */
    public enum Outcome {
        DONE,
        /** There is no such form, document or messenger, or no files are taken here. */
        UNKNOWN,
        /** No link can be sent: no such number, one was on this call, or too many were today. */
        NO_LINK,
        /** The contact is over, or none on the telephone. */
        NOT_NOW
    }

    /** How it stands with the page beside a call; empty: the contact has no dialogue any more. */
    public Optional<PageBeside> of(ContactId contact) {
        return dialogues.load(contact).map(saved -> beside(contact, saved));
    }

    private PageBeside beside(ContactId contact, Saved saved) {
        var page = db.inTransaction(tx -> rows.newest(tx, contact));
        var link = page.map(each -> link(each, saved)).orElse(PageBeside.Link.NONE);
        var forms = flow(saved).map(PageForms::of).orElse(List.of());
        return new PageBeside(
                link,
                !saved.over() && mayShow(contact, saved, link),
                page.filter(each -> isTheirs(each, saved) && isTyping(each)).isPresent(),
                forms.stream().map(AgentPages::form).toList(),
                showings.documents(),
                takesFiles(),
                showings.last(contact)
                        .filter(_ -> page.filter(each -> !isTheirs(each, saved)).isEmpty())
                        .map(this::given),
                messengers.of(
                        contact,
                        saved.dialogue(),
                        Optional.of(saved)
                                .filter(each -> !each.over())
                                .flatMap(each -> arrival(contact, each))),
                files.beside(contact, saved.handle()),
                page.filter(_ -> link == PageBeside.Link.OPEN).flatMap(this::screen));
    }

    private Optional<PageState> screen(ContinuationRecord page) {
        var joined = ContinuationRows.read(page);
        var stands = db.atOnce(tx -> standings.of(tx, List.of(joined)));
        return Optional.ofNullable(stands.get(joined.id())).flatMap(now -> states.of(joined, now));
    }

    private boolean takesFiles() {
        return !files.rules().types().isEmpty();
    }

    /** After a transfer the page is of who was on the call before. */
    private static boolean isTheirs(ContinuationRecord page, Saved saved) {
        return ContinuationRows.read(page).call().handle().equals(saved.handle());
    }

    private PageBeside.Link link(ContinuationRecord page, Saved saved) {
        if (page.getEndedAt() != null || !isTheirs(page, saved)) {
            return PageBeside.Link.LEFT;
        }
        if (page.getOpenedAt() != null) {
            return PageBeside.Link.OPEN;
        }
        return clock.instant().isBefore(page.getExpiresAt())
                ? PageBeside.Link.SENT
                : PageBeside.Link.EXPIRED;
    }

    private boolean isTyping(ContinuationRecord page) {
        return page.getEndedAt() == null
                && page.getTypingUntil() != null
                && clock.instant().isBefore(page.getTypingUntil());
    }

    /** What cannot be known without trying is tried: how many links the number was sent today. */
    private boolean mayShow(ContactId contact, Saved saved, PageBeside.Link link) {
        return switch (link) {
            case OPEN, SENT -> true;
            case EXPIRED, LEFT -> false;
            case NONE -> arrival(contact, saved).filter(links::offersPage).isPresent();
        };
    }

    private Optional<Flow> flow(Saved saved) {
        return flows.version(saved.dialogue().flowSha());
    }

    private static PageBeside.Form form(Node.Form form) {
        return new PageBeside.Form(
                form.id(),
                form.fields().stream().filter(field -> !field.secret()).map(Field::name).toList());
    }

    private PageBeside.Given given(PageShowing showing) {
        return new PageBeside.Given(
                showing.what(),
                showing.at(),
                showing.isOpen() ? "open" : showing.why(),
                showings.fields(showing).stream().map(field -> value(showing, field)).toList());
    }

    private static PageBeside.Value value(PageShowing showing, Field field) {
        return new PageBeside.Value(
                field.name(),
                Optional.ofNullable(showing.answers().get(field.name())),
                field.secret());
    }

    /**
     * Shows a form or a document; sends the link where none was sent.
     *
     * @param agent who talks with the caller: whoever calls this has made sure
     */
    public Outcome show(UUID agent, ContactId contact, Wanted wanted) {
        var saved = dialogues.load(contact).filter(each -> !each.over());
        if (saved.isEmpty()) {
            return Outcome.NOT_NOW;
        }
        var what = what(saved.get(), wanted);
        if (what.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        if (!hasLink(contact, saved.get())) {
            return Outcome.NO_LINK;
        }
        showings.show(contact, agent, what.get());
        return Outcome.DONE;
    }

    private Optional<Shown> what(Saved saved, Wanted wanted) {
        return switch (wanted) {
            case Wanted.Document(String name) ->
                    showings.documents().stream()
                            .filter(each -> each.name().equals(name))
                            .findFirst()
                            .map(each -> new Shown.Document(each.name()));
            case Wanted.Form(String name) ->
                    flow(saved)
                            .flatMap(flow -> PageForms.named(flow, name))
                            .map(form -> new Shown.Form(form.id(), saved.dialogue().flowSha()));
            case Wanted.File() -> takesFiles() ? Optional.of(new Shown.File()) : Optional.empty();
        };
    }

    private boolean hasLink(ContactId contact, Saved saved) {
        var page = db.inTransaction(tx -> rows.newest(tx, contact));
        if (page.filter(each -> !isTheirs(each, saved)).isPresent()) {
            return false;
        }
        return links.hasPage(contact)
                || arrival(contact, saved)
                        .map(arrival -> asked(contact, saved, arrival))
                        .filter(asked -> links.to(SwitchTarget.PAGE, asked) == SwitchOutcome.SENT)
                        .isPresent();
    }

    private static Switches.Asked asked(ContactId contact, Saved saved, Arrival arrival) {
        return new Switches.Asked(
                contact,
                arrival,
                arrival.address(),
                saved.customer(),
                saved.trust(),
                saved.dialogue(),
                saved.version());
    }

    /** As the call came in, as far as its rows say. */
    private Optional<Arrival> arrival(ContactId contact, Saved saved) {
        return db.inTransaction(tx -> contacts.address(tx, contact))
                .filter(Address.Call.class::isInstance)
                .map(address ->
                        new Arrival(
                                Channel.PHONE,
                                "",
                                saved.handle(),
                                saved.handle().isPresent() ? TrustTier.CLAIMED : TrustTier.UNKNOWN,
                                Optional.of(contact),
                                address,
                                Optional.empty()));
    }

    /**
     * Sends a link by which the caller goes on in a messenger.
     *
     * @param to its channel
     */
    public Outcome sendLink(ContactId contact, String to) {
        var saved = dialogues.load(contact).filter(each -> !each.over());
        return saved.flatMap(each -> arrival(contact, each))
                .map(call -> messengers.send(contact, saved.get().dialogue(), call, to))
                .orElse(Outcome.NOT_NOW);
    }

    /** Shows it no more. */
    public void takeBack(ContactId contact) {
        showings.takeBack(contact);
    }
}
