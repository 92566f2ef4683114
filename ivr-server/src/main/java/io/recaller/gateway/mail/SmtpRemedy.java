package io.recaller.gateway.mail;

import io.recaller.channel.outbound.Gateway.Remedy;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** What is to be done about a mail that a server did not take (RFC 5321, 4.2.1). Pure. */
final class SmtpRemedy {
    /** Servers that do not know us yet ask for some minutes (greylisting). */
    private static final Duration ASKED_TO_WAIT = Duration.ofMinutes(5);

    private static final Duration UNREACHABLE = Duration.ofMinutes(1);

    /** RFC 5321, 4.5.4.1: four to five days. */
    private static final Duration LONGEST = Duration.ofDays(4);

    private static final int PERMANENT = 500;

    private static final int LOGIN_WANTED = 530;

    private static final int LONGEST_WORDS = 300;

    private SmtpRemedy() {}

    /**
     * What is to be done.
     *
     * @param age of the message
     */
    static Remedy of(MessagingException failure, Duration age) {
        if (failure instanceof AuthenticationFailedException) {
            return new Remedy.Dead(
                    "the mail server refuses our login; check user and password: "
                            + words(failure));
        }
        if (failure instanceof AddressException) {
            return new Remedy.GiveUp("it is no address that mail can be sent to");
        }
        var untrusted = UntrustedServer.certificate(failure);
        if (untrusted.isPresent()) {
            return new Remedy.Dead("the mail server is not spoken to: " + untrusted.get());
        }
        var code = code(failure);
        if (code.isEmpty()) {
            var why = UntrustedServer.words(failure).orElse("the mail server cannot be reached");
            return later(new Remedy.Again(UNREACHABLE, why), age);
        }
        if (code.get() < PERMANENT) {
            return later(
                    new Remedy.Again(
                            ASKED_TO_WAIT, "the mail server asks to wait: " + words(last(failure))),
                    age);
        }
        if (code.get() == LOGIN_WANTED || isOfSender(failure)) {
            return new Remedy.Dead(
                    "the mail server does not let us send from this address: "
                            + words(last(failure)));
        }
        return new Remedy.GiveUp("their mail server refuses it: " + words(last(failure)));
    }

    private static Remedy later(Remedy.Again again, Duration age) {
        return age.compareTo(LONGEST) < 0
                ? again
                : new Remedy.GiveUp("it could not be sent for four days: " + again.why());
    }

    /** What the server said of the address or of the mail; empty: it said nothing. */
    private static Optional<Integer> code(MessagingException failure) {
        return switch (last(failure)) {
            case SMTPAddressFailedException address -> Optional.of(address.getReturnCode());
            case SMTPSenderFailedException sender -> Optional.of(sender.getReturnCode());
            case SMTPSendFailedException send when send.getReturnCode() > 0 ->
                    Optional.of(send.getReturnCode());
            default -> Optional.empty();
        };
    }

    private static boolean isOfSender(MessagingException failure) {
        return last(failure) instanceof SMTPSenderFailedException;
    }

    /** The library hangs what was said of an address behind what was said of the mail. */
    private static MessagingException last(MessagingException failure) {
        var last = failure;
        while (last.getNextException() instanceof MessagingException next) {
            last = next;
        }
        return last;
    }

    private static String words(Exception failure) {
        var words = String.valueOf(failure.getMessage()).replaceAll("\\s+", " ").strip();
        return words.substring(0, Math.min(words.length(), LONGEST_WORDS));
    }
}
