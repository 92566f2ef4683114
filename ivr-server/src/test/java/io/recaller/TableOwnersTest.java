package io.recaller;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.recaller.db.generated.Tables;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** SQL stays in its room: each table is read and written by the package that says what it means. */
@AnalyzeClasses(packages = "io.recaller", importOptions = ArchitectureTest.OnlyTheProduct.class)
final class TableOwnersTest {
    private static final String ROOT = "io.recaller.";

    private static final Map<String, String> OWNERS =
            Map.ofEntries(
                    entry("AGENT", "agent"),
                    entry("AGENT_NOW", "routing"),
                    entry("AGENT_PRESENCE", "agent"),
                    entry("AGENT_SKILL", "agent"),
                    entry("AGENT_STATE", "agent"),
                    entry("ARM_SHARE", "experiment"),
                    entry("ASSIGNMENT", "routing"),
                    entry("ASTERISK_LINK", "routing"),
                    entry("ATTACHMENT", "message"),
                    entry("AUDIT", "customer"),
                    entry("AWAITED_FILE", "message"),
                    entry("CALLBACK", "callback"),
                    entry("CALL_CODE", "conversation"),
                    entry("CALL_CODE_TRY", "conversation"),
                    entry("CHANNEL_LINK", "continuation"),
                    entry("CHANNEL_LINK_ARRIVAL", "continuation"),
                    entry("CONSENT", "customer"),
                    entry("CONTACT", "contact"),
                    entry("CONTACT_KEY", "contact"),
                    entry("CONTINUATION", "continuation"),
                    entry("CONVERSATION", "contact"),
                    entry("CUSTOMER", "customer"),
                    entry("CUSTOMER_HANDLE", "customer"),
                    entry("CUSTOMER_PIN", "customer"),
                    entry("DESK_SESSION", "desk"),
                    entry("DIALOGUE", "conversation"),
                    entry("FACT", "contact"),
                    entry("FLOW_VERSION", "conversation"),
                    entry("GATEWAY_CURSOR", "message"),
                    entry("GATEWAY_HOLDER", "message"),
                    entry("GATEWAY_STATE", "message"),
                    entry("GATEWAY_TRAFFIC", "message"),
                    entry("HANDLE", "customer"),
                    entry("HANDLE_CLAIM", "customer"),
                    entry("HANDLE_READING", "customer"),
                    entry("KNOWN_FIELD", "customer"),
                    entry("LEARNED_TOPIC", "learning"),
                    entry("LEARNED_VECTOR", "learning"),
                    entry("LEARNING", "learning"),
                    entry("LEARNING_CHANGE", "learning"),
                    entry("LOOK_UP", "conversation"),
                    entry("MAIL", "message"),
                    entry("MESSAGE", "message"),
                    entry("MESSAGE_ENTRY", "message"),
                    entry("MENU_CLOSED", "experiment"),
                    entry("MENU_ADAPTIVE", "experiment"),
                    entry("MENU_VISIT_UNFILLED", "experiment"),
                    entry("MENU_DAY", "experiment"),
                    entry("MENU_DAY_CUSTOMER", "experiment"),
                    entry("MENU_DAY_SUM", "experiment"),
                    entry("MENU_IMPRESSION", "conversation"),
                    entry("MENU_LOOK", "experiment"),
                    entry("MENU_RECOUNT", "experiment"),
                    entry("MENU_SUMS", "experiment"),
                    entry("MENU_SUMS_BY_CUSTOMER", "experiment"),
                    entry("MENU_VISIT", "experiment"),
                    entry("MOVED_CONTACT", "conversation"),
                    entry("NOTICE", "notice"),
                    entry("NOTICE_CALL", "notice"),
                    entry("NOTICE_RECIPIENT", "notice"),
                    entry("PIN_BUDGET", "customer"),
                    entry("PIN_GUESS", "customer"),
                    entry("PIN_LINK", "continuation"),
                    entry("PIN_PEPPER", "customer"),
                    entry("POLICY_SWITCH", "experiment"),
                    entry("RECOMMENDATION", "recommendation"),
                    entry("RECOMMENDATION_CUSTOMER", "recommendation"),
                    entry("RECOMMENDATION_OUTCOME", "recommendation"),
                    entry("RECOMMENDATION_UPTAKE", "recommendation"),
                    entry("REQUEST", "contact"),
                    entry("SHOWING", "continuation"),
                    entry("SMS_PART", "gateway"),
                    entry("SMS_STOP", "message"),
                    entry("STATION", "agent"),
                    entry("THREAD", "message"),
                    entry("THREAD_NOTE", "message"),
                    entry("TOLD_WAIT", "routing"),
                    entry("TOPIC", "contact"),
                    entry("TRANSFER", "transfer"),
                    entry("VOICEMAIL", "voicemail"),
                    entry("WAITING_CONTACT", "routing"));

    /** Who reads or writes the tables of others, and why. */
    private static final Map<String, Set<String>> EXCEPTIONS =
            Map.ofEntries(
                    // whether a customer is on the telephone, or was served, is in their contacts
                    entry("callback.CallbackRows", Set.of("CONTACT")),
                    // by which other ways a customer writes is in their handles
                    entry("message.OtherThreads", Set.of("CUSTOMER_HANDLE", "HANDLE")),
                    // a message is kept until its contact has been over for long enough
                    entry("voicemail.VoicemailRows", Set.of("CONTACT", "CONTACT_KEY")),
                    // who wrote a message, or noted something, is named with it
                    entry("message.Messages", Set.of("AGENT")),
                    entry("message.ThreadNotes", Set.of("AGENT")),
                    // whether a notice was read is in the message that told it
                    entry("notice.RecipientRows", Set.of("MESSAGE")),
                    entry("notice.UnreadRows", Set.of("MESSAGE")),
                    // what a customer wrote is in their contacts
                    entry("message.Attachments", Set.of("CONTACT")),
                    entry("message.MessageSearch", Set.of("CONTACT")),
                    // the context of a caller is one round trip
                    entry("contact.context.ContextQuery", Set.of("CUSTOMER", "MENU_IMPRESSION")),
                    // when a contact is final hangs on its dialogue and on whose hands it is in
                    entry("contact.history.FinalContacts", Set.of("ASSIGNMENT", "DIALOGUE")),
                    // who waits or writes on, whom an agent holds and who is to be called back is
                    // kept
                    entry(
                            "contact.retention.AgedContacts",
                            Set.of("ASSIGNMENT", "CALLBACK", "DIALOGUE", "WAITING_CONTACT")),
                    // which calls are open on an Asterisk that nobody is linked to; what an ended
                    // call's keys told
                    entry("contact.ContactStore", Set.of("ASTERISK_LINK", "DIALOGUE")),
                    // a timeline names who served, and what is being asked about just now
                    entry("contact.history.Timeline", Set.of("AGENT", "DIALOGUE")),
                    // who a contact was with is decided where customers are merged and proved
                    entry(
                            "customer.identity.ClaimRows",
                            Set.of("CONTACT", "CONTACT_KEY", "CONVERSATION")),
                    entry("customer.identity.Claimants", Set.of("CONTACT", "FACT", "REQUEST")),
                    entry("customer.identity.Guests", Set.of("CONTACT")),
                    entry("customer.identity.Links", Set.of("CONTACT")),
                    entry("customer.identity.StoredHandles", Set.of("CONTACT")),
                    // the rows of one contact's end and of its channel
                    entry("conversation.ending.ContactEnds", Set.of("CONTACT")),
                    entry("conversation.dialogue.DatabaseDialogues", Set.of("CONTACT", "HANDLE")),
                    // calls and pages wait for a dialogue and whose it is: one round trip
                    entry("conversation.dialogue.SavedDialogues", Set.of("CONTACT", "HANDLE")),
                    // how it stands with whoever writes is asked for all at once, for each message
                    entry(
                            "channel.inbound.LaneRows",
                            Set.of("CONTACT", "DIALOGUE", "MESSAGE_ENTRY", "WAITING_CONTACT")),
                    // tries are counted until their contact has been over for long enough
                    entry("continuation.PinLinkRows", Set.of("CONTACT", "CONTACT_KEY")),
                    // what decides whether a page is shown anew is asked for all at once
                    entry("continuation.StandingRows", Set.of("CONTACT", "DIALOGUE")),
                    entry("conversation.ScreenTopics", Set.of("CONTACT")),
                    // who answered what was recommended is named with it
                    entry("recommendation.PastRecommendations", Set.of("AGENT")),
                    // who may go on with what is told by both contacts, and where it stood
                    entry("conversation.dialogue.Origins", Set.of("CONTACT")),
                    entry("conversation.dialogue.MovedContact", Set.of("CONTACT")),
                    entry("conversation.dialogue.MovedDialogues", Set.of("CONTACT")),
                    entry("conversation.dialogue.MovedRows", Set.of("CONTACT")),
                    // a card is one query
                    entry("desk.card.StoredCards", Set.of("CONTACT", "HANDLE")),
                    // a report joins what was heard with what came of it
                    entry("experiment.MenuCounting", Set.of("MENU_IMPRESSION")),
                    entry("experiment.MenuLooks", Set.of("MENU_IMPRESSION")),
                    // why a contact went as it did is told from all that was stored with it
                    entry(
                            "register.ExplanationRows",
                            Set.of(
                                    "AGENT",
                                    "DIALOGUE",
                                    "MENU_IMPRESSION",
                                    "ASSIGNMENT",
                                    "WAITING_CONTACT",
                                    "CALLBACK",
                                    "TRANSFER")),
                    // the key of a contact is what its place in the queue is locked by
                    entry("routing.queue.QueueRows", Set.of("CONTACT_KEY")),
                    // who waits and who is there is shown with number, skills and phone
                    entry(
                            "routing.board.BoardRows",
                            Set.of(
                                    "AGENT",
                                    "AGENT_PRESENCE",
                                    "AGENT_SKILL",
                                    "CONTACT",
                                    "CONTACT_KEY",
                                    "HANDLE",
                                    "STATION")),
                    // a transfer is counted with the wait that its talk came from
                    entry("transfer.TransferHistory", Set.of("ASSIGNMENT", "WAITING_CONTACT")),
                    // why a contact went as it did is told with the pages it had
                    entry("register.PagesBeside", Set.of("CONTINUATION", "PIN_LINK")),
                    entry("register.OfHandle", Set.of("CONTACT", "HANDLE")),
                    entry("lab.demo.Scenes", Set.of("CONTACT", "DIALOGUE", "HANDLE")));

    @ArchTest
    static void everyTableIsUsedByItsOwner(JavaClasses classes) {
        var strangers = new TreeSet<String>();
        for (var user : classes) {
            for (var access : user.getFieldAccessesFromSelf()) {
                var table = access.getTarget().getName();
                if (access.getTargetOwner().getName().equals(Tables.class.getName())
                        && !isGenerated(user.getName())
                        && !isAllowed(user.getName().substring(ROOT.length()), table)) {
                    strangers.add(user.getName() + " uses " + table);
                }
            }
        }
        assertThat(strangers).isEmpty();
    }

    @ArchTest
    static void everyTableHasAnOwner(JavaClasses classes) {
        var tables =
                Arrays.stream(Tables.class.getFields())
                        .map(field -> field.getName())
                        .filter(name -> !name.startsWith("CONTACT_DEFAULT"))
                        .toList();

        assertThat(OWNERS.keySet()).containsExactlyInAnyOrderElementsOf(tables);
    }

    private static boolean isGenerated(String user) {
        return user.startsWith(ROOT + "db.generated.");
    }

    private static boolean isAllowed(String user, String table) {
        var outer = user.replaceFirst("\\$.*", "");
        return outer.split("\\.", 2)[0].equals(OWNERS.get(table))
                || EXCEPTIONS.getOrDefault(outer, Set.of()).contains(table);
    }
}
