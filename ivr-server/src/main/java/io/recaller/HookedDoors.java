package io.recaller;

import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.inbound.Inbox;
import io.recaller.gateway.form.FormDoor;
import io.recaller.gateway.hook.Hook;
import io.recaller.gateway.hook.HookKind;
import io.recaller.gateway.hook.Hooks;
import io.recaller.gateway.meta.MetaHook;
import io.recaller.gateway.sms.http.SmsDoor;
import io.recaller.gateway.viber.ViberDoor;
import io.recaller.settings.Settings;
import io.recaller.settings.Settings.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes the doors that others call over HTTP: providers, and pages with forms. */
final class HookedDoors {
    private HookedDoors() {}

    static List<Hooks> of(
            Foundation ground,
            Inbox inbox,
            GatewayTraffic traffic,
            SmsChannels sms,
            MetaChannels meta) {
        return List.of(
                hooks(ground, SmsDoor.KIND, sms.hooks()),
                hooks(ground, MetaHook.KIND, meta.hooks()),
                hooks(
                        ground,
                        HookKind.named("viber").withTokens(),
                        each(ground, kind -> viber(ground, inbox, traffic, kind))),
                hooks(
                        ground,
                        HookKind.named("forms"),
                        each(ground, kind -> form(ground, inbox, kind))));
    }

    private static Hooks hooks(Foundation ground, HookKind kind, List<? extends Hook> hooks) {
        return new Hooks(kind, hooks, ground.settings().web().proxies()::clientOf);
    }

    private static List<Hook> each(Foundation ground, Function<Kind, Optional<Hook>> hook) {
        return ground.settings().channels().stream()
                .map(Settings.Writing::kind)
                .flatMap(kind -> hook.apply(kind).stream())
                .toList();
    }

    private static Optional<Hook> viber(
            Foundation ground, Inbox inbox, GatewayTraffic traffic, Kind kind) {
        return kind instanceof Kind.Viber(var bot)
                ? Optional.of(
                        new ViberDoor(
                                bot, ground.stores().database(), inbox, traffic, ground.clock()))
                : Optional.empty();
    }

    private static Optional<Hook> form(Foundation ground, Inbox inbox, Kind kind) {
        return kind instanceof Kind.Form(var plan)
                ? Optional.of(
                        new FormDoor(
                                plan,
                                ground.stores().handles(),
                                ground.stores().database(),
                                inbox,
                                ground.stores().ids(),
                                ground.clock()))
                : Optional.empty();
    }
}
