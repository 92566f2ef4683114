package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.flow.engine.Turn;
import io.recaller.notice.UnreadNotices.Unread;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says before a menu what the customer was to be told and has not read: one notice a contact, never
 * above the contact's trust. That it begins is counted as it begins, and that it was heard is
 * written afterwards, so a server that is killed meanwhile has it said once more at their next
 * contact, and never loses it. Belongs to the thread that serves it.
 */
final class NoticeFirst {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeFirst.class);

    /** Nobody waits longer for what they did not ask for. */
    private static final Duration FOUND_WITHIN = Duration.ofMillis(300);

    private final ContactId contact;
    private final Identified who;
    private final Tools tools;
    private Optional<Unread> unread = Optional.empty();
    private boolean isOver;
    private Optional<Asked> asked = Optional.empty();

    NoticeFirst(ContactId contact, Identified who, Tools tools) {
        this.contact = contact;
        this.who = who;
        this.tools = tools;
    }

    /** Not now: its menu is being read already. */
    void notNow() {
        isOver = true;
    }

    /** What is said before that turn; the same until it was heard. */
    Optional<Turn> before(Turn turn, Language language) {
        if (unread.isEmpty() && !isOver && turn instanceof Turn.Choose) {
            unread = find(language);
        }
        return unread.map(each -> new Turn.Say(Speech.of(new Prompt(language, each.text()))));
    }

    /** For whom it was looked last. */
    private record Asked(Optional<CustomerId> customer, TrustTier trust) {}

    /** Who proves later who they are may be told more then. */
    private Optional<Unread> find(Language language) {
        var trust = who.trust();
        var customer = who.caller().customer();
        var now = Optional.of(new Asked(customer, trust));
        if (customer.isEmpty() || asked.equals(now) || !tools.notices().mayBe()) {
            return Optional.empty();
        }
        asked = now;
        var found =
                customer.<Unread>flatMap(known ->
                        tools.budgeted()
                                .start(() ->
                                        tools.notices()
                                                .find(known, trust, contact, language.code()))
                                .within(FOUND_WITHIN)
                                .flatMap(each -> each));
        isOver = found.isPresent();
        return found;
    }

    /** Whether the turn that was rendered is this one. */
    boolean isNext() {
        return unread.isPresent();
    }

    /** It begins to be said. */
    void begins() {
        unread.ifPresent(each -> write(() -> tools.notices().begun(each, contact)));
    }

    /** Whether the turn that was rendered is this one; it is over, and was heard or not. */
    boolean isSaid(boolean isHeard) {
        var said = unread;
        unread = Optional.empty();
        var trust = who.trust();
        said.filter(_ -> isHeard)
                .ifPresent(each -> write(() -> tools.notices().heard(each, contact, trust)));
        return said.isPresent();
    }

    private void write(Runnable what) {
        tools.executor()
                .execute(() -> {
                    try {
                        what.run();
                    } catch (RuntimeException failure) {
                        LOG.atWarn()
                                .addKeyValue("contactId", contact)
                                .addKeyValue("error", failure.toString())
                                .log("a notice that was said is said again");
                    }
                });
    }
}
