package io.recaller.gateway.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.channel.inbound.FileSource.Fetched;
import io.recaller.gateway.meta.MetaPlan.Service;
import io.recaller.message.SampleFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where people's files lie at Meta, and who is shown the token. */
class MetaFilesTest {
    private final MetaServer meta = new MetaServer();
    private final MetaFiles whatsapp = new MetaFiles(meta.plan(Service.WHATSAPP));
    private final MetaFiles messenger = new MetaFiles(meta.plan(Service.MESSENGER));

    @AfterEach
    void close() {
        meta.close();
    }

    @Test
    void whatsAppTellsWhereAFileLiesAndGivesItToWhoShowsTheToken() {
        meta.media.put("file1", SampleFiles.png().bytes());

        var fetched = whatsapp.fetch("file1", 1000);

        assertThat(fetched)
                .isInstanceOfSatisfying(
                        Fetched.Had.class,
                        had ->
                                assertThat(had.content().bytes())
                                        .isEqualTo(SampleFiles.png().bytes()));
        assertThat(whatsapp.fetch("file1", 10))
                .as("it is told how big it is before any of it comes")
                .isInstanceOf(Fetched.Never.class);
        assertThat(meta.paths).hasSize(3);
    }

    @Test
    void anIdThatIsNoneAsksNothing() {
        assertThat(whatsapp.fetch("../me?fields=id", 1000)).isInstanceOf(Fetched.Never.class);
        assertThat(meta.paths).isEmpty();
    }

    @Test
    void ofAPageTheMessageTellsWhereAFileLies() {
        meta.media.put("oh=1", SampleFiles.png().bytes());

        var fetched = messenger.fetch(meta.address() + "/cdn/v/photo.png?oh=1", 1000);

        assertThat(fetched).isInstanceOf(Fetched.Had.class);
    }

    @Test
    void aTokenThatIsRefusedIsTriedAgainLater() {
        var other = new MetaFiles(MetaServer.plan(Service.WHATSAPP, "wrong", meta.address()));

        assertThat(other.fetch("file1", 1000)).isInstanceOf(Fetched.Later.class);
    }
}
