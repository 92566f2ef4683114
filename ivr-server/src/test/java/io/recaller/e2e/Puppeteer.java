package io.recaller.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.lab.instance.AmiAccount;
import io.recaller.lab.stage.Call;
import io.recaller.lab.stage.TinyAmi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Telephones of the stage that do more than answer: they consult, press keys and transfer. */
final class Puppeteer implements AutoCloseable {
    private final TinyAmi stage;

    Puppeteer(Path stageFolder) throws IOException {
        stage = new TinyAmi(account(stageFolder));
        for (var module : List.of("app_transfer.so", "res_pjsip_refer.so")) {
            assertThat(stage.send("ModuleLoad", "LoadType: load", "Module: " + module))
                    .containsEntry("Response", "Success");
        }
    }

    /** The all-powerful account of a stage. */
    static AmiAccount account(Path stageFolder) throws IOException {
        var text = Files.readString(stageFolder.resolve("etc/manager.conf"));
        return new AmiAccount(
                "127.0.0.1",
                Integer.parseInt(found(text, "port = (\\d+)")),
                "director",
                found(text, "secret = (\\w+)"));
    }

    private static String found(String text, String pattern) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    /** The phone presses keys in the call it is in. */
    void press(String phone, String keys) {
        step("keys", 1, "SendDTMF", keys);
        step("keys", 2, "Wait", "3600");
        redirect(phone, "keys");
    }

    /**
     * The phone sends REFER with Replaces: whom it talks with takes the place of the consulting
     * call.
     */
    void refer(String phone, Call consulting, String to) {
        var name = String.valueOf(consulting.heard().getFileName()).replace(".wav", "");
        var replaces =
                variable(name, "call-id")
                        + "%3Bto-tag%3D"
                        + variable(name, "remote_tag")
                        + "%3Bfrom-tag%3D"
                        + variable(name, "local_tag");
        step("refer", 1, "Transfer", "PJSIP/" + to + "?Replaces=" + replaces);
        step("refer", 2, "Wait", "3600");
        redirect(phone, "refer");
    }

    /** The phone sends REFER without Replaces: whom it talks with is sent there, unasked. */
    void sendAway(String phone, String to) {
        step("away", 1, "Transfer", "PJSIP/" + to);
        step("away", 2, "Wait", "3600");
        redirect(phone, "away");
    }

    private String variable(String channel, String name) {
        var wanted = "CHANNEL(pjsip," + name + ")";
        var answer = stage.send("Getvar", "Channel: " + channel, "Variable: " + wanted);
        return String.valueOf(answer.get("Value"));
    }

    private void step(String exten, int priority, String application, String data) {
        var answer =
                stage.send(
                        "DialplanExtensionAdd",
                        "Context: phones",
                        "Extension: " + exten,
                        "Priority: " + priority,
                        "Application: " + application,
                        "ApplicationData: " + data,
                        "Replace: yes");
        assertThat(answer).containsEntry("Response", "Success");
    }

    private void redirect(String phone, String exten) {
        var answer =
                stage.send(
                        "Redirect",
                        "Channel: " + channelOf(phone),
                        "Context: phones",
                        "Exten: " + exten,
                        "Priority: 1");
        assertThat(answer).containsEntry("Response", "Success");
    }

    private String channelOf(String phone) {
        return stage.events().stream()
                .filter(event -> "Newchannel".equals(event.get("Event")))
                .filter(event -> phone.equals(event.get("Exten")))
                .map(event -> String.valueOf(event.get("Channel")))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        stage.close();
    }
}
