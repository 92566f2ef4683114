package io.recaller.gateway.meta;

import io.recaller.channel.inbound.FileSource;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.gateway.call.ProviderFiles;
import io.recaller.gateway.call.ProviderHosts;
import io.recaller.gateway.meta.MetaPlan.Service;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Files that people sent, at Meta: of WhatsApp's the Graph API tells for five minutes where each
 * lies, and wants to be shown the token there too; of the others the message tells (developers.
 * facebook.com, whatsapp/cloud-api/reference/media; messenger-platform/reference/webhook-events).
 */
public final class MetaFiles implements FileSource {
    private static final Set<String> WHATSAPP = Set.of("fbsbx.com");
    private static final Set<String> PAGES = Set.of("fbsbx.com", "fbcdn.net", "cdninstagram.com");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,200}");

    private final MetaPlan plan;
    private final GraphApi api;
    private final ProviderFiles files;

    public MetaFiles(MetaPlan plan) {
        this.plan = plan;
        this.api = new GraphApi(plan);
        this.files =
                new ProviderFiles(new ProviderHosts(plan.api(), isWhatsApp() ? WHATSAPP : PAGES));
    }

    private boolean isWhatsApp() {
        return plan.service() == Service.WHATSAPP;
    }

    @Override
    public String gateway() {
        return plan.gateway();
    }

    @Override
    public Fetched fetch(String source, int largest) {
        if (!isWhatsApp()) {
            return files.fetch(source, Map.of(), largest);
        }
        if (!ID.matcher(source).matches()) {
            return new Fetched.Never("it has no id of Meta's");
        }
        try {
            var told = api.media(source);
            return told.path("file_size").asLong() > largest
                    ? new Fetched.Never("it is larger than what is taken")
                    : files.fetch(
                            told.path("url").asText(),
                            Map.of("Authorization", "Bearer " + plan.token()),
                            largest);
        } catch (NotSentException failure) {
            return failure.remedy() instanceof Remedy.GiveUp(var why)
                    ? new Fetched.Never(why)
                    : new Fetched.Later(failure.remedy().why());
        }
    }
}
