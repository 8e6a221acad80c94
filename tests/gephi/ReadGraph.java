import java.awt.Color;
import java.io.File;
import java.util.HashSet;
import java.util.TreeSet;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.DirectedGraph;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Node;
import org.gephi.graph.api.Table;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.EdgeMergeStrategy;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

/**
 * Reads files as Gephi does when a user opens them, and prints for each one line of JSON with what it found.
 *
 * <p>usage: java -cp gephi-toolkit.jar ReadGraph.java FILE...
 */
public final class ReadGraph {
    public static void main(String[] files) throws Exception {
        ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
        ImportController imports = Lookup.getDefault().lookup(ImportController.class);
        for (String file : files) {
            projects.newProject();
            Workspace workspace = projects.getCurrentWorkspace();
            Container container = imports.importFile(new File(file));
            // What a user gets who opens the file and keeps every choice of the dialogue.
            int issues = 0;
            for (Issue issue : (Iterable<Issue>) () -> container.getReport().getIssues(10_000)) {
                System.err.println(file + ": " + issue.getLevel() + ": " + issue.getMessage());
                issues += issue.getLevel() == Issue.Level.INFO ? 0 : 1;
            }
            if (file.endsWith(".graphml")) {
                // GraphML has no kinds of edges, so the user must choose not to merge parallel ones.
                container.getLoader().setEdgesMergeStrategy(EdgeMergeStrategy.NO_MERGE);
            }
            imports.process(container, new DefaultProcessor(), workspace);
            GraphModel model = Lookup.getDefault().lookup(GraphController.class).getGraphModel(workspace);
            DirectedGraph graph = model.getDirectedGraph();
            int isolated = 0;
            int dated = 0;
            HashSet<Color> colours = new HashSet<>();
            TreeSet<String> labels = new TreeSet<>();
            for (Node node : graph.getNodes().toArray()) {
                isolated += graph.getDegree(node) == 0 ? 1 : 0;
                colours.add(node.getColor());
                labels.add(quoted(node.getLabel()));
            }
            for (Edge edge : graph.getEdges().toArray()) {
                dated += edge.getIntervals() != null && edge.getIntervals().length > 0 ? 1 : 0;
            }
            System.out.println(
                    "{\"nodes\":" + graph.getNodeCount()
                            + ",\"edges\":" + graph.getEdgeCount()
                            + ",\"isolated\":" + isolated
                            + ",\"dated_edges\":" + dated
                            + ",\"colours\":" + colours.size()
                            + ",\"issues\":" + issues
                            + ",\"node_columns\":" + columns(model.getNodeTable())
                            + ",\"edge_columns\":" + columns(model.getEdgeTable())
                            + ",\"labels\":[" + String.join(",", labels) + "]}");
            projects.closeCurrentProject();
        }
        // Gephi leaves threads behind.
        System.exit(0);
    }

    private static String columns(Table table) {
        TreeSet<String> titles = new TreeSet<>();
        for (Column column : table) {
            titles.add(quoted(column.getTitle()));
        }
        return "[" + String.join(",", titles) + "]";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : (text == null ? "" : text).toCharArray()) {
            quoted.append(c < ' ' || c == '"' || c == '\\' ? String.format("\\u%04x", (int) c) : c);
        }
        return quoted.append('"').toString();
    }
}
