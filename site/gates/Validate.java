import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.core.EncryptedPdfException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Validates files against PDF/UA-1 and PDF/A-3a with veraPDF:
 *
 *   java -cp ... Validate.java [--password WORD] FILE...
 *
 * A file that opens only by the password is held against PDF/UA-1 alone, since
 * encryption excludes PDF/A. A line a finding, of five columns between tabs:
 * the file, the standard, the clause with the number of the test, how often it
 * fails, and what veraPDF says with the place of the first failure. A file that
 * fails nothing has the line "file, standard, ok, number of checks".
 */
public class Validate {
  public static void main(String[] args) throws Exception {
    Logger.getLogger("").setLevel(Level.OFF);
    VeraGreenfieldFoundryProvider.initialise();
    String password = null;
    List<String> files = new ArrayList<>(List.of(args));
    if (files.size() > 1 && files.get(0).equals("--password")) {
      password = files.get(1);
      files = files.subList(2, files.size());
    }
    var pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    List<Future<String>> all = new ArrayList<>();
    for (String file : files) {
      String word = password;
      all.add(pool.submit(() -> validate(file, word)));
    }
    for (Future<String> one : all) System.out.print(one.get());
    pool.shutdown();
  }

  private static String validate(String file, String password) {
    var out = new StringBuilder();
    for (PDFAFlavour standard : List.of(PDFAFlavour.PDFUA_1, PDFAFlavour.PDFA_3_A)) {
      String head = file + "\t" + (standard == PDFAFlavour.PDFUA_1 ? "PDF/UA-1" : "PDF/A-3a") + "\t";
      try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), standard)) {
        out.append(run(parser, standard, head));
      } catch (EncryptedPdfException e) {
        if (password == null) return head + "encrypted\t1\tthe file asks for a password\n";
        if (standard == PDFAFlavour.PDFA_3_A) continue;
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), standard, password)) {
          out.append(run(parser, standard, head));
        } catch (Exception f) {
          out.append(head).append("unreadable\t1\t").append(line(f.toString())).append('\n');
        }
      } catch (Exception e) {
        out.append(head).append("unreadable\t1\t").append(line(e.toString())).append('\n');
      }
    }
    return out.toString();
  }

  private static String run(PDFAParser parser, PDFAFlavour standard, String head) throws Exception {
    PDFAValidator validator = Foundries.defaultInstance().createValidator(standard, false);
    ValidationResult result = validator.validate(parser);
    Map<String, TestAssertion> first = new TreeMap<>();
    for (TestAssertion a : result.getTestAssertions()) {
      if (a.getStatus() == TestAssertion.Status.FAILED) first.putIfAbsent(name(a), a);
    }
    if (first.isEmpty()) {
      return head + (result.isCompliant() ? "ok\t" + result.getTotalAssertions() + "\t\n" : "unknown\t1\tveraPDF calls the file not compliant\n");
    }
    var out = new StringBuilder();
    for (var e : first.entrySet()) {
      TestAssertion a = e.getValue();
      String text = a.getErrorMessage() != null ? a.getErrorMessage() : a.getMessage();
      out.append(head).append(e.getKey()).append('\t').append(result.getFailedChecks().getOrDefault(a.getRuleId(), 1))
        .append('\t').append(line(text)).append(" at ").append(line(a.getLocation().getContext())).append('\n');
    }
    return out.toString();
  }

  private static String name(TestAssertion a) {
    return a.getRuleId().getClause() + "-" + a.getRuleId().getTestNumber();
  }

  private static String line(String text) {
    String s = String.valueOf(text).replaceAll("\\s+", " ");
    return s.length() > 300 ? s.substring(0, 300) + "…" : s;
  }
}
