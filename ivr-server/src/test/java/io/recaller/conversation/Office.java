package io.recaller.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.contact.history.PastContact;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.ContextSource;
import io.recaller.conversation.context.PinChecks;
import io.recaller.conversation.context.RecentContext;
import io.recaller.conversation.context.RememberedContext;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.DialogueStore;
import io.recaller.conversation.dialogue.FlowVersions;
import io.recaller.conversation.dialogue.KeptEnd;
import io.recaller.conversation.dialogue.MemoryDialogues;
import io.recaller.conversation.lookup.HttpLookUps;
import io.recaller.conversation.voice.Calls;
import io.recaller.conversation.voice.HangupException;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.KnownField;
import io.recaller.flow.Context;
import io.recaller.flow.Flow;
import io.recaller.flow.engine.Engine;
import io.recaller.flow.engine.Planning;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.flow.yaml.FlowReader;
import io.recaller.flow.yaml.Reading;
import io.recaller.hours.OpeningHours;
import io.recaller.menu.Model;
import io.recaller.menu.planner.Planner;
import io.recaller.menu.planner.Policy;
import io.recaller.menu.planner.Rules;
import io.recaller.notice.UnreadNotices;
import io.recaller.recommendation.FlowRecommendations;
import io.recaller.speech.Language;
import io.recaller.speech.PromptLengths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A business in memory, answering calls with the demo's flow; parts of it may be replaced. */
public final class Office implements InstantSource {
    public static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");
    public static final ZoneId ZONE = ZoneId.of("Asia/Almaty");
    public static final Handle KNOWN = new Handle(HandleKind.TEL, "+77011234567");
    public static final Handle STRANGER = new Handle(HandleKind.TEL, "+77017654321");
    public static final CustomerId CUSTOMER = new CustomerId(new UUID(7, 7));
    public static final String PIN = "4711";

    public final MemoryDialogues dialogues = new MemoryDialogues();
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final List<KeptEnd> spooled = new ArrayList<>();
    public final List<ContactId> queued = new ArrayList<>();
    public final Flow flow = flow(telecom());

    public DialogueStore store = dialogues;
    public ContextSource contexts = new RememberedContext(Map.of(KNOWN, known()), Caller.unknown());
    public PinChecks proofs = (asked, pin, _) -> proof(asked, pin);
    public Executor executor = Runnable::run;
    public HttpLookUps lookUps = new HttpLookUps(Map.of());
    public Map<String, Flow> served = Map.of("telecom", flow);
    public Map<String, String> numbers = Map.of("8000", "telecom");
    public Map<String, Language> languages = Map.of();
    public Map<String, Flow> older = Map.of();
    public Duration writeDeadline = Duration.ofSeconds(1);
    public Planning planning = Planning.predicted(new Planner(Rules.defaults()));
    public OpeningHours hours = OpeningHours.none();
    public Switches switches = Switches.none();
    public UnreadNotices notices = UnreadNotices.none();
    public FlowRecommendations recommendations = FlowRecommendations.none();
    public Instant now = NOW;
    private final AtomicInteger ids = new AtomicInteger();
    public Supplier<ContactId> newContact = () -> new ContactId(new UUID(1, ids.incrementAndGet()));

    @Override
    public Instant instant() {
        return now;
    }

    public Calls calls() {
        return new Calls(conversations());
    }

    public Conversations conversations() {
        return new Conversations(flows(), contexts, newContact, tools());
    }

    /** Dialogues as others may see them. */
    public DialogueViews views() {
        return new DialogueViews(flows(), new RecentContext(contexts), tools());
    }

    public Flows flows() {
        return new Flows(served, numbers, languages, FlowVersions.of(older));
    }

    public Engine engine() {
        return new Engine(PromptLengths.estimated(), planning);
    }

    private static PinChecks.Proof proof(PinChecks.Asked asked, String pin) {
        return asked.customer()
                .<PinChecks.Proof>map(customer ->
                        pin.equals(PIN)
                                ? new PinChecks.Proof.Accepted(customer)
                                : new PinChecks.Proof.Rejected())
                .orElseGet(PinChecks.Proof.Impossible::new);
    }

    private Tools tools() {
        return new Tools(
                engine(),
                new Settled(store),
                lookUps,
                proofs,
                spooled::add,
                new Counters(meters),
                executor,
                executor,
                this,
                ZONE,
                writeDeadline,
                queued::add,
                () -> hours,
                switches,
                notices,
                recommendations);
    }

    /** Somebody calls; a hang-up is the caller's affair, not the test's. */
    public ScriptedLine call(Arrival arrival, ScriptedLine line) {
        try {
            calls().serve(line, arrival);
        } catch (HangupException _) {
            assertThat(line.left()).isEmpty();
        }
        return line;
    }

    public double count(String counter) {
        return meters.counter(counter).count();
    }

    public static Arrival from(Handle caller) {
        return arrival(Optional.empty(), Optional.of(caller), "8000");
    }

    /** The dialplan wants a language. */
    public static Arrival from(Handle caller, Optional<Language> language) {
        return spokenTo(from(caller), language);
    }

    /** The same, of whom the dialplan wants a language. */
    public static Arrival spokenTo(Arrival as, Optional<Language> language) {
        return new Arrival(
                as.channel(),
                as.entry(),
                as.handle(),
                as.trust(),
                as.resuming(),
                as.address(),
                language);
    }

    /** Replies; what is rendered then. */
    public static Turn next(SelfService service, Reply reply) {
        assertThat(service.reply(reply)).isEqualTo(new Next.Render());
        return service.turn();
    }

    public static Arrival back(ContactId contact, Handle caller) {
        return arrival(Optional.of(contact), Optional.of(caller), "8000");
    }

    public static Arrival arrival(
            Optional<ContactId> resuming, Optional<Handle> caller, String dialled) {
        return new Arrival(
                Channel.PHONE,
                dialled,
                caller,
                caller.map(_ -> TrustTier.CLAIMED).orElse(TrustTier.UNKNOWN),
                resuming,
                new Address.Call("pbx1", "1763.1", "PJSIP/trunk-1"),
                Optional.empty());
    }

    /** Chatted about an outage two hours ago and gave the account number there. */
    public static Caller known(OpenRequest... requests) {
        var at = NOW.minus(Duration.ofHours(2));
        var account = new KnownField("account", "12345678", "chat", at, true);
        var chat = new PastContact(at, Channel.CHAT, Nature.INTERACTION, new Topic("outage"));
        var model = Model.of(flow(telecom()).topics());
        var who =
                new Context.Known(
                        Map.of("account", account),
                        List.of(chat),
                        model.personal(List.of(chat)),
                        List.of(requests),
                        List.of(),
                        Policy.RECALLER,
                        Map.of());
        return new Caller(Optional.of(CUSTOMER), Optional.empty(), model, Optional.of(who));
    }

    public static Flow flow(String yaml) {
        return ((Reading.Read) new FlowReader().read("telecom.yaml", yaml)).flow();
    }

    public static String telecom() {
        try {
            return Files.readString(Path.of("../dialplans/flows/telecom.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
