import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.uima.UIMAFramework;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.Feature;
import org.apache.uima.cas.FeatureStructure;
import org.apache.uima.cas.Type;
import org.apache.uima.cas.impl.XmiCasDeserializer;
import org.apache.uima.cas.impl.XmiCasSerializer;
import org.apache.uima.cas.text.AnnotationFS;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.util.CasCreationUtils;
import org.apache.uima.util.XMLInputSource;

/** Apache UIMA reads the documents of a folder, strictly, and prints each passage and link; then it
 * writes them into another folder, as its own. */
public class UimaProof
{
  static String hex (String text)
  {
    StringBuilder out = new StringBuilder ();
    for (byte b : text.getBytes (java.nio.charset.StandardCharsets.UTF_8))
      out.append (String.format ("%02x", b));
    return out.toString ();
  }

  public static void main (String[] arguments) throws Exception
  {
    Path folder = Path.of (arguments[0]), target = Path.of (arguments[1]);
    TypeSystemDescription types = UIMAFramework.getXMLParser ().parseTypeSystemDescription (
        new XMLInputSource (folder.resolve ("TypeSystem.xml").toFile ()));
    List<Path> paths = new ArrayList<> ();
    try (var stream = Files.newDirectoryStream (folder, "*.xmi"))
      {
        for (Path path : stream)
          paths.add (path);
      }
    PrintStream out = System.out;
    for (Path path : paths)
      {
        CAS cas = CasCreationUtils.createCas (types, null, null);
        try (InputStream in = new FileInputStream (path.toFile ()))
          {
            XmiCasDeserializer.deserialize (in, cas, false);
          }
        Type passage = cas.getTypeSystem ().getType ("org.obelus.Passage");
        Type link = cas.getTypeSystem ().getType ("org.obelus.Link");
        Feature label = passage.getFeatureByBaseName ("label");
        Feature governor = link.getFeatureByBaseName ("Governor"), dependent = link.getFeatureByBaseName ("Dependent");
        for (AnnotationFS a : cas.getAnnotationIndex (passage))
          out.println ("passage " + a.getStringValue (label) + " " + hex (a.getCoveredText ()));
        for (AnnotationFS a : cas.getAnnotationIndex (link))
          {
            FeatureStructure from = a.getFeatureValue (governor), to = a.getFeatureValue (dependent);
            out.println ("link " + hex (((AnnotationFS) from).getCoveredText ()) + " " + hex (((AnnotationFS) to).getCoveredText ()));
          }
        try (var stream = Files.newOutputStream (target.resolve (path.getFileName ())))
          {
            XmiCasSerializer.serialize (cas, stream);
          }
      }
  }
}
