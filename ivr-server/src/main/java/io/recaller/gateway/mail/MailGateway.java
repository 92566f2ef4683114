package io.recaller.gateway.mail;

import io.recaller.channel.CarriedFiles;
import io.recaller.channel.outbound.Appearance;
import io.recaller.channel.outbound.Gateway;
import io.recaller.channel.outbound.Outbound;
import io.recaller.db.Database;
import io.recaller.message.Author;
import io.recaller.message.Mails;
import io.recaller.message.Mails.Leaving;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Sends answers by mail. What the flow says goes to nobody's program, and to nobody often: a
 * program that answers it would be answered for ever. Any thread; blocking.
 */
public final class MailGateway implements Gateway {
    private final int mostAutomatic;

    private final Mailbox mailbox;
    private final Database db;
    private final InstantSource clock;
    private final Mails mails = new Mails();

    /**
     * Of one mailbox.
     *
     * @param mostAutomatic as many mails the flow sends to one address in 24 hours
     */
    public MailGateway(Mailbox mailbox, int mostAutomatic, Database db, InstantSource clock) {
        this.mailbox = mailbox;
        this.mostAutomatic = mostAutomatic;
        this.db = db;
        this.clock = clock;
    }

    @Override
    public String name() {
        return mailbox.gateway();
    }

    @Override
    public CarriedFiles files() {
        return CarriedFiles.all();
    }

    @Override
    public String send(Outbound message) throws NotSentException {
        var leaving = db.inTransaction(tx -> mails.leaving(tx, message.seq(), clock.instant()));
        if (leaving.isEmpty()) {
            throw new NotSentException(new Remedy.GiveUp("it is not there any more"));
        }
        refuseLoops(leaving.get());
        var id = OurMessageId.of(message.seq(), leaving.get().thread(), mailbox.domain());
        try {
            hand(new MailAnswer(mailbox, message, leaving.get(), id));
        } catch (MessagingException failure) {
            var age = Duration.between(leaving.get().at(), clock.instant());
            throw new NotSentException(SmtpRemedy.of(failure, age));
        }
        return id;
    }

    /** How it looks there: choices are lines. */
    public static Appearance appearance(Outbound message) {
        return new Appearance(List.of(MailAnswer.text(message)), List.of());
    }

    private void refuseLoops(Leaving leaving) throws NotSentException {
        if (leaving.author() != Author.FLOW) {
            return;
        }
        if (leaving.answered().filter(Mails.Mail::isAutomatic).isPresent()) {
            throw new NotSentException(
                    new Remedy.GiveUp("a program wrote it, and programs are not answered by ours"));
        }
        if (!leaving.isNotice() && leaving.automaticBefore() >= mostAutomatic) {
            throw new NotSentException(
                    new Remedy.GiveUp(
                            "they have had an answer of ours within a day; an agent may answer"));
        }
    }

    private void hand(MailAnswer answer) throws MessagingException {
        var session = MailSessions.smtp(mailbox.smtp());
        var mail = answer.mail(session, clock.instant());
        try (var transport = session.getTransport()) {
            var login = mailbox.smtp().login();
            if (login.isPresent()) {
                transport.connect(login.get().user(), login.get().password());
            } else {
                transport.connect();
            }
            transport.sendMessage(mail, mail.getAllRecipients());
        }
    }
}
