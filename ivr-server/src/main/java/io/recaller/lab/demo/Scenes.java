package io.recaller.lab.demo;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.DIALOGUE;
import static io.recaller.db.generated.Tables.HANDLE;

import io.recaller.Recaller;
import io.recaller.Stores;
import io.recaller.contact.ContactId;
import io.recaller.customer.AuditTrail.Actor;
import io.recaller.flow.Flow;
import io.recaller.lab.sound.HeardPrompt;
import io.recaller.lab.sound.Recording;
import io.recaller.lab.stage.Call;
import io.recaller.lab.stage.Stage;
import io.recaller.register.Explanation;
import io.recaller.speech.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jooq.Field;

/** The calls of the demo, each told as it happens and checked as it ends. */
final class Scenes {
    /** The main menu as the flow has it, by words of its options. */
    private static final List<String> DESIGNED =
            List.of("internet at home", "mobile phone", "moving house", "your bill", "cable");

    private static final String NUMBER = "8000";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Narrator narrator;
    private final Stage stage;
    private final Stores stores;
    private final RobotAgent agent;
    private final DemoWorld world;
    private final DemoWorld.Cast cast;
    private final InstantSource clock;
    private final Flow flow;
    private final Ears ears;

    Scenes(
            Narrator narrator,
            Stage stage,
            Recaller recaller,
            Stores stores,
            RobotAgent agent,
            DemoWorld world,
            DemoWorld.Cast cast,
            InstantSource clock) {
        this.narrator = narrator;
        this.stage = stage;
        this.stores = stores;
        this.agent = agent;
        this.world = world;
        this.cast = cast;
        this.clock = clock;
        this.flow = recaller.flow("telecom");
        this.ears = new Ears(flow, new Language("en"), recaller.prompts());
    }

    void play(WritingScene writing, ScreenScene screen) throws IOException, InterruptedException {
        stranger();
        payer();
        chatter();
        chatterAgain();
        writing.write();
        writer();
        screen.show(this, cast.payer());
    }

    private void writer() {
        var call = ring(cast.writer());
        pause(Duration.ofSeconds(7));
        call.hangUp();
        call.awaitEnd(SOON);
        awaitEnded(cast.writer());
        var first = Ears.firstOption(ears.heard(call.heard()));
        narrator.tell("  heard first: " + first);
        narrator.expect("the menu begins with what was written about", first.contains("bill"));
    }

    private void stranger() {
        narrator.scene("1 · an unknown number calls");
        var call = ring(cast.stranger());
        pause(Duration.ofSeconds(24));
        call.hangUp();
        call.awaitEnd(SOON);
        var options = Ears.options(ears.heard(call.heard()));
        options.forEach(words -> narrator.tell("  heard: " + words));
        narrator.expect(
                "the menu was read in the designer's order: internet first",
                options.size() >= 4 && isAsDesigned(options));
        awaitEnded(cast.stranger());
        narrator.expect(
                "the call is a contact that ended with the caller's hang-up",
                endReason(cast.stranger()).equals("caller-hung-up"));
    }

    private void payer() {
        narrator.scene("2 · someone who always pays for cable television");
        var call = ring(cast.payer());
        pause(Duration.ofSeconds(7));
        narrator.tell("presses 6, the digit it has always been");
        call.press("6");
        awaitStep(cast.payer(), "pay_tv", "account");
        narrator.tell("keys the account: a caller id alone is no proof, so it is not read out");
        call.press(DemoWorld.ACCOUNT + "#");
        awaitStep(cast.payer(), "pay_tv", "amount");
        narrator.tell("keys the amount");
        call.press("4500#");
        call.awaitEnd(LONG);
        var heard = ears.heard(call.heard());
        narrator.tell("  heard first: " + Ears.firstOption(heard));
        narrator.expect(
                "cable television was offered first, on the same digit 6",
                Ears.firstOption(heard).contains("cable television")
                        && Ears.firstOption(heard).contains("press six"));
        awaitEnded(cast.payer());
        narrator.expect(
                "the task was completed without an agent, topic billing.tv",
                endReason(cast.payer()).equals("self-served"));
    }

    private void chatter() {
        narrator.scene("3 · someone who chatted about an outage two hours ago");
        var phone = stage.phone("phone-1").neverAnswers();
        agent.ready();
        var began = System.nanoTime();
        var call = ring(cast.chatter());
        pause(Duration.ofSeconds(5));
        narrator.tell("presses 1 for the internet, then 1 for no connection");
        call.press("1");
        awaitNode(cast.chatter(), "internet");
        pause(Duration.ofSeconds(1));
        call.press("1");
        awaitNode(cast.chatter(), "pin");
        pause(Duration.ofSeconds(2));
        narrator.tell("is asked for the PIN and keys it");
        call.press(DemoWorld.PIN + "#");
        awaitNode(cast.chatter(), "outage_known");
        pause(Duration.ofSeconds(3));
        narrator.tell("hears the end of the account from the chat and confirms it with 1");
        call.press("1");
        phone.awaitRinging(SOON);
        var ringing = System.nanoTime();
        narrator.tell("the agent's phone rings; the caller hears music");
        var card = agent.await(began, message -> message.type().equals("card"), SOON);
        agent.acknowledge(card);
        narrator.tell("  card: " + summary(card));
        narrator.expect(
                "the card was on the agent's screen before she answered",
                card.at() - ringing < Duration.ofSeconds(1).toNanos());
        narrator.expect(
                "the card says who is calling, verified by PIN, and why",
                card.json().at("/card/trust/tier").asText().equals("verified")
                        && card.json().at("/card/caller/name").asText().contains("Dana"));
        phone.answer();
        phone.awaitTalking(SOON);
        pause(Duration.ofSeconds(4));
        narrator.tell("they talk; then the agent hangs up");
        phone.hangUp();
        call.awaitEnd(SOON);
        agent.await(ringing, RobotAgent.Message::isWrapUp, SOON);
        agent.dispose(card, "billing", "resolved");
        narrator.tell("the agent notes: resolved; it was about the bill for the days without line");
        awaitTrue(() -> "billing".equals(topic(cast.chatter())));
        var heard = ears.heard(call.heard());
        narrator.expect(
                "both heard each other",
                hears(call.heard(), stage.voiceOf("phone-1")) && awaitServed());
        narrator.expect(
                "the account was not asked again",
                heard.stream().noneMatch(each -> each.prompt().contains("eight-digit account")));
        narrator.expect(
                "disposition and topic are on the contact",
                "billing".equals(topic(cast.chatter())));
    }

    private static boolean isAsDesigned(List<String> heard) {
        return IntStream.range(0, Math.min(heard.size(), DESIGNED.size()))
                .allMatch(i -> heard.get(i).contains(DESIGNED.get(i)));
    }

    private void chatterAgain() throws IOException, InterruptedException {
        narrator.scene("4 · the same person calls again");
        world.reportBill(clock.instant());
        narrator.tell(
                "meanwhile: an e-mail and a chat about the bill, which is looked at on the web (by"
                        + " API)");
        var call = ring(cast.chatter());
        pause(Duration.ofSeconds(9));
        call.hangUp();
        call.awaitEnd(SOON);
        awaitEnded(cast.chatter());
        var heard = ears.heard(call.heard());
        narrator.tell("  heard first: " + Ears.firstOption(heard));
        narrator.expect(
                "another order than last time, the same digits: the bill comes first now",
                Ears.firstOption(heard).contains("bill"));
        narrator.tell("recaller why " + cast.chatter() + ":");
        explanation().forEach(words -> narrator.tell("  " + words));
    }

    Call ring(String from) {
        narrator.tell(from + " calls " + NUMBER);
        var call = stage.call(from, NUMBER);
        call.awaitAnswered(SOON);
        narrator.tell("answered");
        return call;
    }

    private List<String> explanation() {
        return latest(cast.chatter())
                .flatMap(contact -> stores.memory(clock).why(Actor.atTheCommandLine(), contact))
                .map(Explanation::words)
                .orElse(List.of());
    }

    private static String summary(RobotAgent.Message card) {
        var json = card.json().path("card");
        return json.at("/caller/name").asText()
                + ", "
                + json.at("/trust/tier").asText()
                + " by "
                + json.at("/trust/proof").asText()
                + ", "
                + json.at("/why/path").size()
                + " menu choices, "
                + json.path("fields").size()
                + " fields, "
                + json.path("timeline").size()
                + " earlier contacts";
    }

    private boolean awaitServed() {
        awaitTrue(() -> endReason(cast.chatter()).equals("served"));
        return endReason(cast.chatter()).equals("served");
    }

    private static boolean hears(Path recording, Path voice) {
        List<HeardPrompt> found = Recording.read(recording).find(Map.of("voice", voice));
        return !found.isEmpty();
    }

    void awaitNode(String caller, String node) {
        awaitStep(caller, node, "");
    }

    /** Waits until the server has written that the caller is at this point of the flow. */
    void awaitStep(String caller, String node, String step) {
        awaitTrue(() ->
                latest(caller)
                        .flatMap(this::place)
                        .filter(place -> place.matches(node + "/.*" + step + ".*"))
                        .isPresent());
    }

    private Optional<String> place(ContactId contact) {
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(DIALOGUE.NODE, DIALOGUE.STEP)
                                .from(DIALOGUE)
                                .where(DIALOGUE.CONTACT_ID.eq(contact.value()))
                                .fetchOptional(row -> row.value1() + "/" + row.value2()));
    }

    void awaitEnded(String caller) {
        awaitTrue(() -> !endReason(caller).isEmpty());
    }

    String endReason(String caller) {
        return latest(caller).map(contact -> column(contact, CONTACT.END_REASON)).orElse("");
    }

    private String topic(String caller) {
        return latest(caller).map(contact -> column(contact, CONTACT.TOPIC)).orElse("");
    }

    private String column(ContactId contact, Field<String> column) {
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(column)
                                .from(CONTACT)
                                .where(CONTACT.ID.eq(contact.value()))
                                .fetchOptional(column))
                .orElse("");
    }

    private Optional<ContactId> latest(String caller) {
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(CONTACT.ID)
                                .from(CONTACT)
                                .join(HANDLE)
                                .on(HANDLE.ID.eq(CONTACT.HANDLE_ID))
                                .where(HANDLE.VALUE.eq(caller))
                                .and(CONTACT.SOURCE.eq("phone"))
                                .orderBy(CONTACT.STARTED_AT.desc())
                                .limit(1)
                                .fetchOptional(CONTACT.ID))
                .map(ContactId::new);
    }

    private static void awaitTrue(BooleanSupplier so) {
        var until = System.nanoTime() + LONG.toNanos();
        while (!so.getAsBoolean() && System.nanoTime() - until < 0) {
            pause(Duration.ofMillis(50));
        }
    }

    /** A caller listens for a while: real time, as on any telephone. */
    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
