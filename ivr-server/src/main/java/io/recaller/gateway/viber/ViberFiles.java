package io.recaller.gateway.viber;

import io.recaller.channel.inbound.FileSource;
import io.recaller.gateway.call.ProviderFiles;
import io.recaller.gateway.call.ProviderHosts;
import java.util.Map;
import java.util.Set;

/** Files that people sent, where Viber keeps them for an hour. */
public final class ViberFiles implements FileSource {
    private static final Set<String> DOMAINS = Set.of("viber.com");

    private final ViberBot bot;
    private final ProviderFiles files;

    public ViberFiles(ViberBot bot) {
        this.bot = bot;
        this.files = new ProviderFiles(new ProviderHosts(bot.api(), DOMAINS));
    }

    @Override
    public String gateway() {
        return bot.gateway();
    }

    @Override
    public Fetched fetch(String source, int largest) {
        return files.fetch(source, Map.of(), largest);
    }
}
