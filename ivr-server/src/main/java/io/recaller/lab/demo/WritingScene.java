package io.recaller.lab.demo;

import io.recaller.lab.stage.SmsCentre;
import io.recaller.lab.stage.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;

/** Somebody writes first and calls later: two doors, one person's story. */
final class WritingScene {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ANSWER = "Your payment of 5,000 tenge came this morning.";

    private final Narrator narrator;
    private final SmsCentre centre;
    private final String door;
    private final RobotAgent agent;
    private final Stage stage;
    private final String writer;

    /**
     * The scene.
     *
     * @param door where the server takes short messages
     * @param writer a number that never called
     */
    WritingScene(
            Narrator narrator,
            SmsCentre centre,
            String door,
            RobotAgent agent,
            Stage stage,
            String writer) {
        this.narrator = narrator;
        this.centre = centre;
        this.door = door;
        this.agent = agent;
        this.stage = stage;
        this.writer = writer;
    }

    /** By short messages through the menu to an agent and back. */
    void write() throws IOException, InterruptedException {
        narrator.scene("5 · somebody writes first, and calls later");
        var phone = stage.phone("phone-1").neverAnswers();
        var began = System.nanoTime();
        say("Hello", text -> text.contains("5 "));
        say("5", text -> text.contains("2 "));
        say("2", text -> text.contains("billing"));
        var card = agent.await(began, message -> message.type().equals("card"), SOON);
        narrator.tell(
                "the agent's screen offers the conversation, and no phone rings; she takes it");
        agent.accept(card);
        agent.await(began, RobotAgent.Message::isConnected, SOON);
        agent.say(card, ANSWER);
        narrator.expect(
                "the answer came back by short message",
                hear(0, text -> text.equals(ANSWER)).equals(ANSWER));
        narrator.expect("no phone rang", !phone.isRinging());
        agent.close(card);
        agent.await(began, RobotAgent.Message::isWrapUp, SOON);
        agent.dispose(card, "billing.paid", "resolved");
    }

    private void say(String words, Predicate<String> answered)
            throws IOException, InterruptedException {
        var before = centre.count(writer);
        narrator.tell(writer + " writes: " + words);
        centre.write(door, writer, words);
        hear(before, answered).lines().forEach(line -> narrator.tell("  reads: " + line));
    }

    private String hear(int after, Predicate<String> fits) throws InterruptedException {
        return centre.await(writer, after, fits, SOON);
    }
}
