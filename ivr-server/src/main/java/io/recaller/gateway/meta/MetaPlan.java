package io.recaller.gateway.meta;

import io.recaller.channel.ApprovedText;
import io.recaller.channel.ReplyWindow;
import io.recaller.gateway.hook.FileLinks;
import io.recaller.speech.Language;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the settings say of a door at Meta.
 *
 * @param gateway its name
 * @param account Meta's id of ours: of the telephone number, of the page, of the Instagram account
 * @param token what we show to send; never printed
 * @param appSecret what Meta signs with; never printed
 * @param verifyToken what Meta shows when it is told our address; never printed
 * @param api where the Graph API is
 * @param version of it, such as {@code v25.0}
 * @param templates what may be sent to somebody who has not written for long, of WhatsApp only
 * @param humanAgent whether Meta allows this app the tag HUMAN_AGENT
 * @param language of our own words
 * @param address where Meta reaches our HTTP port, of Instagram only; empty: it fetches no files
 */
public record MetaPlan(
        String gateway,
        Service service,
        String account,
        String token,
        String appSecret,
        String verifyToken,
        URI api,
        String version,
        List<MessageTemplate> templates,
        boolean humanAgent,
        Language language,
        Optional<URI> address) {
    private static final Duration DAY = Duration.ofHours(24);

    /** developers.facebook.com, messenger-platform/policy: the tag HUMAN_AGENT. */
    private static final Duration OF_A_HUMAN_AGENT = Duration.ofDays(7);

    /** Which of Meta's messengers. */
    public enum Service {
        WHATSAPP("WhatsApp", "whatsapp_business_account"),
        MESSENGER("Messenger", "page"),
        INSTAGRAM("Instagram", "instagram");

        private final String title;
        private final String object;

        Service(String title, String object) {
            this.title = title;
            this.object = object;
        }

        /** As settings say it. */
        public String word() {
            return title.toLowerCase(Locale.ROOT);
        }

        String title() {
            return title;
        }

        /** As webhooks name it. */
        String object() {
            return object;
        }
    }

    /**
     * A message that Meta has approved.
     *
     * @param id its name in the settings
     * @param name as it was approved
     * @param language as it was approved in, such as {@code ru} or {@code en_US}
     * @param text what it says, with its fields: agents read it, nobody else does
     */
    public record MessageTemplate(String id, String name, String language, String text) {
        ApprovedText approved() {
            return new ApprovedText(id, text);
        }
    }

    public MetaPlan {
        templates = List.copyOf(templates);
    }

    /** How long somebody may be answered. */
    public ReplyWindow window() {
        return new ReplyWindow(
                DAY,
                service != Service.WHATSAPP && humanAgent ? OF_A_HUMAN_AGENT : DAY,
                templates.stream().map(MessageTemplate::approved).toList());
    }

    /** By which Meta fetches what messages by Instagram name; it goes to nobody else. */
    FileLinks links() {
        return new FileLinks(
                address.filter(_ -> service == Service.INSTAGRAM)
                        .map(base -> base.toString().replaceFirst("/$", "") + "/meta/" + gateway),
                appSecret);
    }

    /** Where messages are posted to. */
    URI messages() {
        return URI.create(sender() + "/messages");
    }

    /** Where a file of somebody's is asked for. */
    URI media(String id) {
        return URI.create(api + "/" + version + "/" + id);
    }

    /** Where files are sent up to. */
    URI uploads() {
        return URI.create(
                sender() + (service == Service.WHATSAPP ? "/media" : "/message_attachments"));
    }

    /** Who sends. */
    URI sender() {
        var whose = service == Service.WHATSAPP ? account : "me";
        return URI.create(api + "/" + version + "/" + whose);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "MetaPlan[" + gateway + ", " + service + ", " + account + ", •••]";
    }
}
