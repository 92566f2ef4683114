package io.recaller.lab.demo;

import io.recaller.lab.stage.SmsCentre;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A caller goes on with the same call on the telephone's screen: a real browser, if there is one.
 */
final class ScreenScene {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LINK = "/c#";

    private final Narrator narrator;
    private final SmsCentre centre;
    private final Path folder;
    private final Map<String, String> environment;

    /**
     * The scene.
     *
     * @param folder where the browser keeps what it keeps
     */
    ScreenScene(Narrator narrator, SmsCentre centre, Path folder, Map<String, String> environment) {
        this.narrator = narrator;
        this.centre = centre;
        this.folder = folder;
        this.environment = environment;
    }

    /** From a menu by key 9 to the page, and through a form on both. */
    void show(Scenes scenes, String caller) throws IOException, InterruptedException {
        narrator.scene("6 · the same call on the telephone's screen");
        var program = Chromium.find(environment);
        if (program.isEmpty()) {
            narrator.tell("there is no Chromium here: this scene is left out");
            return;
        }
        var call = scenes.ring(caller);
        Scenes.pause(Duration.ofSeconds(5));
        narrator.tell("presses 5 for the bill, then 9 for the page");
        call.press("5");
        scenes.awaitNode(caller, "bill");
        Scenes.pause(Duration.ofSeconds(2));
        call.press("9");
        var text = centre.await(caller, 0, words -> words.contains(LINK), SOON);
        narrator.tell("a short message comes with a link");
        try (var screen = Chromium.open(program.get(), folder)) {
            screen.visit(text.substring(text.indexOf("http")));
            screen.press("Continue");
            screen.press("Back");
            narrator.tell("opens it, goes back on the page, and presses there what it always was");
            screen.press("6 cable television payments");
            scenes.awaitStep(caller, "pay_tv", "account");
            narrator.tell("types the account on the page; the call waits and then goes on");
            screen.write(DemoWorld.ACCOUNT);
            scenes.awaitStep(caller, "pay_tv", "amount");
            Scenes.pause(Duration.ofSeconds(4));
            narrator.tell("keys the amount on the telephone");
            call.press("4500#");
            screen.awaitWords("You may close");
            narrator.expect("the page followed the call to its end", true);
        }
        call.awaitEnd(Duration.ofSeconds(60));
        scenes.awaitEnded(caller);
        var reason = scenes.endReason(caller);
        narrator.expect(
                "half on the page, half by keys: one call, done without an agent (" + reason + ")",
                reason.equals("self-served"));
    }
}
