package io.recaller;

import io.recaller.channel.ApprovedText;
import io.recaller.channel.ReplyWindow;
import io.recaller.customer.ConsentChannel;
import io.recaller.notice.NoticeGateway;
import io.recaller.notice.NoticeRound;
import io.recaller.settings.Settings;
import io.recaller.settings.Settings.Kind;
import io.recaller.speech.Language;
import java.util.List;
import java.util.Optional;

/** What customers are told unasked with. */
final class NoticeParts {
    private NoticeParts() {}

    /** Tells them, as often as it is run. */
    static NoticeRound round(Foundation ground) {
        var stores = ground.stores();
        return NoticeRound.of(
                stores.database(),
                stores.customers(),
                stores.fields(),
                stores.contacts(),
                gateways(ground.settings().channels()),
                ground.settings().notices(),
                ground.meters(),
                ground.clock());
    }

    static List<NoticeGateway> gateways(List<Settings.Writing> channels) {
        return channels.stream().flatMap(each -> gateway(each).stream()).toList();
    }

    private static Optional<NoticeGateway> gateway(Settings.Writing channel) {
        return by(channel)
                .map(by -> {
                    var plan = channel.gateway();
                    return new NoticeGateway(
                            plan.name(),
                            by,
                            plan.channel(),
                            plan.pushes(),
                            plan.window().map(ReplyWindow::flow),
                            plan.window()
                                    .flatMap(ReplyWindow::plainTemplate)
                                    .map(ApprovedText::text),
                            channel.language().map(Language::tag));
                });
    }

    /** Empty: nobody is there to be told anything. */
    private static Optional<ConsentChannel> by(Settings.Writing channel) {
        return switch (channel.kind()) {
            case Kind.Web _ -> Optional.of(ConsentChannel.WEB);
            case Kind.Sms _ -> Optional.of(ConsentChannel.SMS);
            case Kind.Mail _ -> Optional.of(ConsentChannel.EMAIL);
            case Kind.Telegram _ -> Optional.of(ConsentChannel.TELEGRAM);
            case Kind.Vk _ -> Optional.of(ConsentChannel.VK);
            case Kind.Viber _ -> Optional.of(ConsentChannel.VIBER);
            case Kind.Meta(var plan) ->
                    Optional.of(
                            switch (plan.service()) {
                                case WHATSAPP -> ConsentChannel.WHATSAPP;
                                case MESSENGER -> ConsentChannel.MESSENGER;
                                case INSTAGRAM -> ConsentChannel.INSTAGRAM;
                            });
            case Kind.Form _ -> Optional.empty();
        };
    }
}
