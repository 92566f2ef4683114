package io.recaller.settings;

import io.recaller.channel.GatewayPlan;
import io.recaller.channel.GatewayPlan.Answers;
import io.recaller.contact.Channel;
import io.recaller.gateway.mail.MailServer;
import io.recaller.gateway.mail.MailServer.Login;
import io.recaller.gateway.mail.MailServer.Security;
import io.recaller.gateway.mail.Mailbox;
import io.recaller.settings.Settings.Kind;
import io.recaller.settings.Settings.Writing;
import io.recaller.settings.file.SettingsFile;
import io.recaller.speech.Language;
import io.recaller.tls.Authorities;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one mailbox that people write to. */
final class MailReader {
    /** What can stand in front of an answer; the server says the rest. */
    private static final Pattern ADDRESS =
            Pattern.compile("[\\p{Graph}&&[^@<>,;:\"()]]+@[A-Za-z0-9.-]+");

    /** With menus: as many as nobody answers by hand on one day. */
    private static final int MENUS = 20;

    private final SettingsFile file;
    private final String key;

    MailReader(SettingsFile file, String key) {
        this.file = file;
        this.key = key;
    }

    Optional<Writing> writing(String name, String flow, Optional<Language> language) {
        var answers = file.choice(key + ".answer", Answers.class, Answers.RECEIPT);
        var mail = new Kind.Mail(mailbox(name), answers == Answers.MENU ? MENUS : 1);
        return file.valid(key, () -> new GatewayPlan(name, Channel.EMAIL, true, answers))
                .map(plan -> new Writing(plan, flow, language, mail));
    }

    private Mailbox mailbox(String name) {
        var address = address();
        var login = login(address);
        var authorities = AuthoritiesReader.read(file, key + ".ca-file");
        var asked = file.flag(key + ".smtp.login", true);
        var host = file.required(key + ".imap.host", "imap.example.com");
        return new Mailbox(
                name,
                address,
                Optional.of(file.text(key + ".name", "")).filter(each -> !each.isBlank()),
                file.text(key + ".folder", "INBOX"),
                server("imap", host, 993, 143, login, authorities),
                server(
                        "smtp",
                        file.text(key + ".smtp.host", host),
                        465,
                        587,
                        asked ? login : Optional.empty(),
                        authorities));
    }

    private String address() {
        var text = file.required(key + ".address", "support@example.com");
        if (!text.isEmpty() && !ADDRESS.matcher(text).matches()) {
            file.mistake(
                    key + ".address",
                    "must be an address alone such as support@example.com; the name beside it is"
                            + " in "
                            + key
                            + ".name");
        }
        return text;
    }

    private Optional<Login> login(String address) {
        var password = file.secret(key + ".password");
        if (password.isEmpty()) {
            file.mistake(
                    key + ".password",
                    "is missing; name the file that holds it in " + key + ".password-file");
        }
        var user = file.text(key + ".user", address);
        return password.map(word -> new Login(user, word));
    }

    private MailServer server(
            String protocol,
            String host,
            int tls,
            int other,
            Optional<Login> login,
            Authorities authorities) {
        var at = key + "." + protocol;
        var security = file.choice(at + ".security", Security.class, Security.TLS);
        var port = file.port(at + ".port", security == Security.TLS ? tls : other);
        return new MailServer(host, port, security, login, authorities);
    }
}
