package io.recaller.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.Availability;
import io.recaller.agent.NotReadyReason;
import io.recaller.agent.Presence;
import io.recaller.channel.AnswerTimes;
import io.recaller.channel.ApprovedText;
import io.recaller.channel.agent.Answerable;
import io.recaller.channel.agent.Forewarning;
import io.recaller.channel.agent.OtherWay;
import io.recaller.channel.agent.WrittenSearch;
import io.recaller.channel.agent.WrittenTalk;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Topic;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.continuation.PageBeside;
import io.recaller.customer.TrustTier;
import io.recaller.desk.card.Card;
import io.recaller.desk.card.Words;
import io.recaller.message.Author;
import io.recaller.message.MessageSearch;
import io.recaller.message.MessageState;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.message.ThreadNote;
import io.recaller.notice.ToldNotice;
import io.recaller.recommendation.OutcomeState;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.assignment.Workload;
import io.recaller.routing.board.AgentNow;
import io.recaller.routing.board.Board;
import io.recaller.routing.board.Outlook;
import io.recaller.routing.board.Waiter;
import io.recaller.routing.queue.QueueLength;
import io.recaller.routing.ring.PhoneReachability;
import io.recaller.routing.step.CurrentStep;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import io.recaller.speech.Language;
import io.recaller.transfer.HandedOver;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/desk.md} are what the code says and understands. */
class DeskDocsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final AssignmentId ASSIGNMENT =
            new AssignmentId(UUID.fromString("01978a00-0000-7000-8000-000000000001"));
    private static final ContactId CONTACT =
            new ContactId(UUID.fromString("01978a00-0000-7000-8000-000000000002"));

    @Test
    void everyMessageOfThePageIsUnderstood() throws IOException {
        var examples = examples("### From the page", "### From the server");

        assertThat(examples)
                .hasSize(30)
                .allSatisfy(example -> assertThat(Command.parse(example)).isPresent());
    }

    @Test
    void everyMessageOfTheServerLooksLikeThat() throws IOException {
        var examples =
                examples("### From the server", "## The page itself").stream()
                        .map(JsonObject::new)
                        .toList();

        assertThat(examples)
                .containsExactly(
                        new JsonObject(state()),
                        new JsonObject(Message.card(card())),
                        new JsonObject(Message.cardGone(new Serving(ASSIGNMENT, CONTACT))),
                        new JsonObject(
                                Message.messages(
                                        ASSIGNMENT,
                                        new WrittenTalk(
                                                written(),
                                                notes(),
                                                Optional.of(AnswerTimes.usual(Channel.CHAT)),
                                                Optional.of(
                                                        new Answerable(
                                                                NOON.plusSeconds(86_370),
                                                                List.of(
                                                                        new ApprovedText(
                                                                                "template",
                                                                                "Мы готовы ответить."),
                                                                        new ApprovedText(
                                                                                "order",
                                                                                "{name}, заявка {request} готова.")))),
                                                new Forewarning(Optional.empty(), true),
                                                Optional.of(new ThreadId(new UUID(0, 1))),
                                                List.of(way())))),
                        new JsonObject(Message.typing(ASSIGNMENT)),
                        new JsonObject(
                                Message.page(
                                        ASSIGNMENT,
                                        MemoryPages.filling(
                                                PageBeside.Link.OPEN, Optional.of("1990-11-21")),
                                        true)),
                        new JsonObject(Message.found(search(), found())),
                        new JsonObject(Message.directory(board(), MemoryAgents.DANA)),
                        new JsonObject(topics()),
                        new JsonObject(
                                Message.phone(
                                        new DeskPhone("1102", PhoneReachability.UNREACHABLE))),
                        new JsonObject(
                                Message.queue(
                                        new QueueLength(
                                                3, 0, 0, Optional.of(NOON.minusSeconds(70))))),
                        new JsonObject(Message.error("not-now")));
    }

    private static OtherWay way() {
        return new OtherWay(
                new ThreadId(UUID.fromString("01978a00-0000-7000-8000-000000000007")),
                "bot",
                Channel.MESSENGER,
                Optional.of("Aigerim"),
                Optional.empty(),
                Optional.of(NOON));
    }

    private static String state() {
        var presence =
                new Presence(
                        MemoryAgents.DANA.id(),
                        new Availability.Ready(),
                        Optional.empty(),
                        NOON,
                        Optional.empty());
        var parties =
                new Assignment.Parties(ASSIGNMENT, CONTACT, MemoryAgents.DANA.id(), Channel.PHONE);
        var ringing = new Assignment.Offered(parties, NOON, NOON.plusSeconds(30));
        return Message.state(
                MemoryAgents.DANA,
                new Workload(presence, List.of(ringing), NOON),
                Duration.ofMinutes(10),
                List.of(
                        new HandedOver(
                                ASSIGNMENT,
                                HandedOver.Stage.RINGING,
                                Optional.of("Timur Aliyev"),
                                Optional.empty(),
                                Optional.empty(),
                                NOON)),
                NOON);
    }

    private static List<ThreadMessage> written() {
        var thread = new ThreadId(new UUID(0, 1));
        return List.of(
                new ThreadMessage(
                        17,
                        thread,
                        Optional.of(CONTACT),
                        Author.CUSTOMER,
                        Optional.empty(),
                        "Нет интернета",
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        MessageState.HANDLED,
                        "",
                        NOON.minusSeconds(30)),
                new ThreadMessage(
                        19,
                        thread,
                        Optional.of(CONTACT),
                        Author.AGENT,
                        Optional.of("Dana Seitkali"),
                        "Good day! Which lights are on?",
                        Optional.empty(),
                        List.of(),
                        Optional.of("7d9e1c7e-3c1b-4a52-9d0c-0b6a5a2f6c11"),
                        Optional.empty(),
                        MessageState.FAILED,
                        "blocked",
                        NOON));
    }

    private static Command.Search search() {
        return new Command.Search(ASSIGNMENT, "интернет", false);
    }

    private static WrittenSearch.Found found() {
        var first = written().getFirst();
        return new WrittenSearch.Found(
                WrittenSearch.Scope.CUSTOMER,
                List.of(
                        new MessageSearch.Hit(
                                first, Channel.CHAT, Optional.of("Aigerim"), List.of(first))),
                new ThreadId(new UUID(0, 1)),
                false);
    }

    private static List<ThreadNote> notes() {
        return List.of(
                new ThreadNote(
                        UUID.fromString("0e1b7a52-9d0c-4a52-8c11-7d9e1c7e3c1b"),
                        17,
                        "Timur Aliyev",
                        "Asks for the manager",
                        NOON.minusSeconds(15)));
    }

    private static Board board() {
        var agents =
                List.of(
                        agent(
                                "timur",
                                "Timur Aliyev",
                                Map.of(new Skill("billing"), new Proficiency(4))),
                        agent("dana", "Dana Seitkali", Map.of()));
        return new Board(NOON, Set.of("main"), List.of(waiter()), agents);
    }

    private static Waiter waiter() {
        return new Waiter(
                CONTACT,
                Optional.empty(),
                "main",
                1,
                Channel.PHONE,
                NOON.minusSeconds(60),
                0,
                false,
                false,
                false,
                Requirement.none(),
                new Outlook(
                        new CurrentStep(
                                1, 1, Requirement.none(), Optional.empty(), Optional.empty()),
                        List.of(),
                        new TreeMap<>(),
                        Optional.empty()));
    }

    private static AgentNow agent(String login, String name, Map<Skill, Proficiency> skills) {
        return new AgentNow(
                MemoryAgents.DANA.id(),
                login,
                name,
                new TreeMap<>(skills),
                new Availability.NotReady(new NotReadyReason("lunch")),
                NOON.minusSeconds(300),
                Optional.empty(),
                List.of());
    }

    private static Card card() {
        var sample = SampleCards.claimed(ASSIGNMENT, CONTACT, NOON);
        var chat = sample.timeline().get(1);
        return new Card(
                ASSIGNMENT,
                CONTACT,
                sample.channel(),
                sample.startedAt(),
                sample.waitingSince(),
                sample.caller(),
                sample.trust(),
                sample.why(),
                sample.fields(),
                List.of(chat),
                List.of(
                        new OpenRequest(
                                "crm/r-1",
                                "repair",
                                new Topic("internet.outage"),
                                "in work",
                                NOON.minus(Duration.ofMinutes(110)),
                                TrustTier.CLAIMED,
                                Map.of("en", "Your repair of Saturday"))),
                sample.facts(),
                new Card.Help(
                        1,
                        List.of(
                                new Words(
                                        Map.of(
                                                new Language("en"),
                                                "There is an outage in your area."))),
                        List.of(
                                new Card.Link(
                                        Words.plain("Search in the CRM"),
                                        "https://crm.example/?q=%2B77011234567")),
                        true,
                        Optional.of(
                                new Card.Sender(
                                        "Timur Aliyev",
                                        Optional.of("wants the invoice of October"))),
                        false,
                        Optional.empty()),
                List.of(
                        new ToldNotice(
                                new Topic("internet.outage"),
                                TrustTier.CLAIMED,
                                Map.of("en", "No internet until noon."),
                                NOON.minus(Duration.ofHours(3)),
                                Optional.of("sms"),
                                "delivered")),
                Optional.of(SampleCards.fibre(OutcomeState.SHOWN)));
    }

    private static String topics() {
        var tv = new Topic("billing.tv");
        var label = Optional.ofNullable(SampleCards.TOPICS.get(tv)).orElseThrow();
        return Message.topics(Map.of(tv, label), SampleCards.OPTIONS, MemoryAgents.DANA);
    }

    private static List<String> examples(String from, String to) throws IOException {
        var page = Files.readString(Path.of("../docs/desk.md"));
        var part = page.substring(page.indexOf(from), page.indexOf(to));
        var blocks = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(part);
        var found = new ArrayList<String>();
        while (blocks.find()) {
            found.add(blocks.group(1));
        }
        return found;
    }
}
