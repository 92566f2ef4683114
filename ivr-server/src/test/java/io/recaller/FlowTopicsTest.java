package io.recaller;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Topic;
import io.recaller.flow.yaml.FlowReader;
import io.recaller.flow.yaml.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowTopicsTest {
    @Test
    void aTopicIsLabelledByTheOptionThatIsOnlyAboutIt() throws IOException {
        var text = Files.readString(Path.of("../dialplans/flows/telecom.yaml"));
        var read = (Reading.Read) new FlowReader().read("telecom.yaml", text);

        var labels = FlowTopics.labels(List.of(read.flow()));

        assertThat(labels.get(new Topic("outage"))).containsEntry("en", "no connection");
        assertThat(labels.get(new Topic("internet"))).containsEntry("en", "internet at home");
        assertThat(labels).containsKey(new Topic("debt.plan"));
    }
}
