package io.recaller;

import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.asterisk.agi.AgiListener;
import io.recaller.asterisk.agi.AgiServer;
import io.recaller.asterisk.agi.AgiSettings;
import io.recaller.asterisk.prompt.Prompts;
import io.recaller.contact.ContactId;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.voice.Calls;
import io.recaller.conversation.waiting.WaitVisit;
import io.recaller.customer.handle.Handles;
import io.recaller.settings.Settings;
import io.recaller.settings.UnlistenedPort;
import io.recaller.settings.file.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Opens the door through which Asterisk's calls come in. */
final class Telephony {
    private Telephony() {}

    static AgiServer open(
            Settings.Agi settings,
            Handles handles,
            Prompts prompts,
            Calls calls,
            WaitVisit wait,
            BiConsumer<ContactId, HangUp> gone,
            MeterRegistry meters) {
        var usual =
                AgiSettings.of(
                        new InetSocketAddress(settings.host(), settings.port()),
                        settings.token().value());
        var agi =
                new AgiSettings(
                        usual.bind(),
                        peers(settings.peers()),
                        usual.token(),
                        settings.maxCalls(),
                        usual.headerWithin(),
                        usual.silence(),
                        usual.drain());
        var listener =
                new AgiListener(
                        agi.token(), handles::caller, prompts, calls::expect, wait, gone, meters);
        try {
            return AgiServer.open(agi, listener, meters);
        } catch (IOException e) {
            throw new SettingsException(
                    List.of(UnlistenedPort.words("agi.port", settings.host(), settings.port(), e)));
        }
    }

    private static Set<InetAddress> peers(List<String> names) {
        var peers = new HashSet<InetAddress>();
        for (var name : names) {
            try {
                peers.add(InetAddress.getByName(name));
            } catch (UnknownHostException _) {
                throw new SettingsException(
                        List.of("agi.peers: no such host: " + name + "; use an IP address"));
            }
        }
        return peers;
    }
}
