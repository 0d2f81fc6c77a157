import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/** One node of OpenSearch from its released jars: each argument is a setting, name=value. */
public final class Member extends Node {
    private Member(Environment environment) {
        super(environment, List.of(Netty4Plugin.class, CommonAnalysisPlugin.class), true);
    }

    public static void main(String[] words) throws Exception {
        Map<String, String> given = new HashMap<>();
        for (String word : words) {
            int at = word.indexOf('=');
            given.put(word.substring(0, at), word.substring(at + 1));
        }
        Settings.Builder settings = Settings.builder();
        given.forEach((name, value) -> settings.put(name, value));
        Path config = Paths.get(given.get("path.home"), "config");
        Environment environment = InternalSettingsPreparer.prepareEnvironment(
            settings.build(), Collections.emptyMap(), config, () -> given.get("node.name"));
        Member member = new Member(environment);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(member)));
        member.start();
        Thread.currentThread().join();
    }

    private static void end(Member member) {
        try {
            member.close();
        } catch (Exception error) {
            System.err.println(error.getMessage());
        }
    }
}
