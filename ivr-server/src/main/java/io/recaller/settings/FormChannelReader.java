package io.recaller.settings;

import io.recaller.channel.GatewayPlan;
import io.recaller.channel.GatewayPlan.Answers;
import io.recaller.contact.Channel;
import io.recaller.gateway.form.FormPlan;
import io.recaller.gateway.form.FormPlan.Names;
import io.recaller.settings.Settings.Kind;
import io.recaller.settings.Settings.Writing;
import io.recaller.settings.file.SettingsFile;
import io.recaller.speech.Language;
import java.util.Optional;
import java.util.Set;

/** Reads a form of a site. */
final class FormChannelReader {
    private static final int USUAL_AN_HOUR = 20;
    private static final int MOST_AN_HOUR = 10_000;

    private final SettingsFile file;
    private final String key;
    private final ChannelValues values;

    FormChannelReader(SettingsFile file, String key) {
        this.file = file;
        this.key = key;
        this.values = new ChannelValues(file);
    }

    Optional<Writing> writing(
            String name, String flow, Optional<Language> language, Set<String> origins) {
        var answers = file.choice(key + ".answer", Answers.class, Answers.NONE);
        if (answers == Answers.MENU) {
            file.mistake(
                    key + ".answer", "must be receipt or none: nobody walks through a form's menu");
        }
        var token = values.shown(key + ".token");
        if (origins.isEmpty() && token.isEmpty()) {
            file.mistake(
                    key + ".origins",
                    "is missing; name the sites that have the form, for example"
                            + " [https://shop.example], or a token for a server that sends it in "
                            + key
                            + ".token-file");
        }
        var plan =
                new FormPlan(
                        name,
                        origins,
                        token,
                        names(key + ".fields."),
                        file.list(key + ".also"),
                        Optional.of(file.text(key + ".trap", "")).filter(each -> !each.isBlank()),
                        answering(key + ".mail", "mail"),
                        answering(key + ".sms", "sms"),
                        values.address(key + ".thanks", "https://shop.example/thanks"),
                        file.between(key + ".most-an-hour", USUAL_AN_HOUR, 1, MOST_AN_HOUR),
                        answers == Answers.NONE);
        return file.valid(key, () -> new GatewayPlan(name, Channel.WEB, true, answers))
                .map(gateway -> new Writing(gateway, flow, language, new Kind.Form(plan)));
    }

    private Names names(String at) {
        return new Names(
                file.text(at + "name", "name"),
                file.text(at + "email", "email"),
                file.text(at + "phone", "phone"),
                file.text(at + "topic", "topic"),
                file.text(at + "text", "text"),
                file.text(at + "id", "id"),
                file.text(at + "language", "language"));
    }

    /** Another channel, by its name. */
    private Optional<String> answering(String at, String kind) {
        var name = file.text(at, "");
        if (!name.isEmpty()
                && !file.text("channels." + name + ".kind", "").equalsIgnoreCase(kind)) {
            file.mistake(at, "must name a channel of kind " + kind + "; there is no such " + name);
            return Optional.empty();
        }
        return Optional.of(name).filter(each -> !each.isEmpty());
    }
}
