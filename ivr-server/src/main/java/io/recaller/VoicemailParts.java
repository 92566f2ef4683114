package io.recaller;

import io.recaller.asterisk.prompt.PromptFile;
import io.recaller.asterisk.prompt.Prompts;
import io.recaller.contact.ContactId;
import io.recaller.conversation.SpokenCalls;
import io.recaller.conversation.dialogue.DatabaseDialogues;
import io.recaller.conversation.ending.CallerEvents;
import io.recaller.conversation.voicemail.VoicemailDialogue;
import io.recaller.conversation.voicemail.VoicemailPrompts;
import io.recaller.conversation.voicemail.VoicemailRequests;
import io.recaller.conversation.waiting.PartingOffer;
import io.recaller.routing.plan.Overflow;
import io.recaller.settings.Settings;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import io.recaller.speech.SynthesisException;
import io.recaller.voicemail.Utterance;
import io.recaller.voicemail.Voicemails;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers leave messages with, and what is played on calls that nobody waits on. */
public final class VoicemailParts implements SpokenCalls {
    private static final Logger LOG = LoggerFactory.getLogger(VoicemailParts.class);

    /** A database that is away is asked so often to keep what was said. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Foundation ground;
    private final DatabaseDialogues dialogues;
    private final Prompts prompts;
    private final Voicemails voicemails;

    VoicemailParts(Foundation ground, DatabaseDialogues dialogues, Prompts prompts) {
        this.ground = ground;
        this.dialogues = dialogues;
        this.prompts = prompts;
        this.voicemails = new Voicemails(ground.settings().voicemail().rules());
    }

    Voicemails voicemails() {
        return voicemails;
    }

    /** To callers whom their queue no longer keeps. */
    PartingOffer offer(CallerEvents callers) {
        var stores = ground.stores();
        return new VoicemailDialogue(
                new VoicemailRequests(
                        stores.database(),
                        voicemails,
                        dialogues,
                        stores.contacts(),
                        ground.settings().voicemail().greetings(),
                        ground.clock(),
                        () -> LockSupport.parkNanos(AGAIN.toNanos())),
                callers);
    }

    /** Whether anybody may ever leave one. */
    public static boolean areTaken(Settings settings) {
        return settings.routing().plans().lead(way -> way instanceof Overflow.Way.Voicemail);
    }

    /** What is said where somebody may leave one. */
    static List<Prompt> prompts(Settings settings, Collection<Language> languages) {
        return areTaken(settings)
                ? VoicemailPrompts.prompts(settings.voicemail().greetings().values(), languages)
                : List.of();
    }

    @Override
    public String greeting(ContactId contact) {
        return files(CallbackParts.greeting(ground.settings(), language(contact)));
    }

    @Override
    public String message(ContactId contact, Utterance sound) {
        try {
            return prompts.message(contact.toString(), sound).path();
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("contactId", contact)
                    .addKeyValue("error", e.toString())
                    .log("a message cannot be played at the phone, the desk has it");
            return "";
        }
    }

    @Override
    public String keys(ContactId contact, boolean callable) {
        return files(new VoicemailPrompts(language(contact)).keys(callable));
    }

    @Override
    public String missed(ContactId contact) {
        return files(new VoicemailPrompts(language(contact)).missed());
    }

    private Language language(ContactId contact) {
        return dialogues
                .load(contact)
                .map(saved -> saved.dialogue().language())
                .orElse(new Language("en"));
    }

    /** An agent who says it is better than no call. */
    private String files(Speech speech) {
        try {
            return prompts.files(speech).stream()
                    .map(PromptFile::path)
                    .collect(Collectors.joining("&"));
        } catch (SynthesisException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("words of a call are left out");
            return "";
        }
    }
}
