import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.*;

/** The plan of ../README.md with the Java v2 SDK: Client.java CASE.json, one line of JSON a step on standard output. */
public final class Client {
  private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

  private final JsonNode known;
  private final String collection;
  private final RekognitionClient client = RekognitionClient.create();

  private Client(String file) throws Exception {
    known = JsonNode.parser().parse(Files.readString(Path.of(file)));
    collection = text("collection") + "-java";
  }

  private String text(String... path) {
    JsonNode node = known;
    for (String name : path) node = node.field(name).orElseThrow();
    return node.text();
  }

  private static String json(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream().map(one -> json(one.getKey()) + ":" + json(one.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(Client::json).collect(Collectors.joining(",", "[", "]"));
    }
    if (value == null || value instanceof Number || value instanceof Boolean) return String.valueOf(value);
    return '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  /** A step's name and what was got: names and values by turns. */
  private static void say(String step, Object... got) {
    Map<String, Object> what = new LinkedHashMap<>();
    for (int i = 0; i < got.length; i += 2) what.put((String) got[i], got[i + 1]);
    System.out.println(json(Map.of("step", step, "got", what)));
  }

  /** Says which exception a call raised; `typed`: it is a class of the SDK's own for this error. */
  private static void fails(String step, Supplier<?> call) {
    try {
      call.get();
      say(step, "code", null);
    } catch (AwsServiceException error) {
      var told = error.awsErrorDetails();
      boolean typed = error.getClass().getSimpleName().replaceAll("Exception$", "")
          .equals(told.errorCode().replaceAll("Exception$", ""));
      say(step, "code", told.errorCode(), "message", told.errorMessage(), "typed", typed);
    }
  }

  private SdkBytes bytes(String name) {
    try {
      return SdkBytes.fromByteArray(Files.readAllBytes(Path.of(text("pictures", name))));
    } catch (java.io.IOException error) {
      throw new java.io.UncheckedIOException(error);
    }
  }

  private Image image(String name, String way) {
    if (way.equals("s3")) {
      return Image.builder().s3Object(o -> o.bucket(text("bucket")).name(text("objects", name))).build();
    }
    return Image.builder().bytes(bytes(name)).build();
  }

  private static List<String> names(List<Label> labels) {
    return labels.stream().map(Label::name).toList();
  }

  private void pictures(String way) {
    var seen = client.detectLabels(r -> r.image(image("bear", way)).maxLabels(4).minConfidence(60f)
        .features(DetectLabelsFeatureName.GENERAL_LABELS, DetectLabelsFeatureName.IMAGE_PROPERTIES)
        .settings(s -> s.imageProperties(p -> p.maxDominantColors(3))));
    var bear = seen.labels().stream().filter(one -> one.name().equals("Bear")).findFirst().orElseThrow();
    say("DetectLabels " + way, "labels", names(seen.labels()), "boxes", bear.instances().size(),
        "parents", bear.parents().stream().map(Parent::name).toList(),
        "categories", bear.categories().stream().map(LabelCategory::name).toList(),
        "version", seen.labelModelVersion(), "colours", seen.imageProperties().dominantColors().size());
    var read = client.detectText(r -> r.image(image("sign", way)));
    var lines = new LinkedHashMap<Integer, String>();
    for (var one : read.textDetections()) if (one.type() == TextTypes.LINE) lines.put(one.id(), one.detectedText());
    var words = read.textDetections().stream().filter(one -> one.type() == TextTypes.WORD).toList();
    say("DetectText " + way, "lines", lines.values(),
        "words", words.stream().map(TextDetection::detectedText).toList(),
        "parents", words.stream().allMatch(one -> lines.get(one.parentId()).contains(one.detectedText())),
        "corners", read.textDetections().get(0).geometry().polygon().size(), "version", read.textModelVersion());
    var faces = client.detectFaces(r -> r.image(image("family", way)).attributes(Attribute.ALL)).faceDetails();
    say("DetectFaces " + way, "faces", faces.size(),
        "landmarks", faces.stream().map(one -> one.landmarks().size()).toList(),
        "emotions", faces.stream().map(one -> one.emotions().get(0).type()).toList(),
        "genders", faces.stream().map(one -> one.gender().valueAsString()).sorted().toList(),
        "ages", faces.stream().allMatch(one -> one.ageRange().low() < one.ageRange().high()));
    var celebrities = client.recognizeCelebrities(r -> r.image(image("two", way)));
    say("RecognizeCelebrities " + way,
        "celebrities", celebrities.celebrityFaces().stream()
            .map(one -> Arrays.asList(one.name(), one.id(), one.urls(), one.knownGender().type())).toList(),
        "sure", celebrities.celebrityFaces().stream().allMatch(one -> one.matchConfidence() > 80),
        "others", celebrities.unrecognizedFaces().size());
    var moderated = client.detectModerationLabels(r -> r.image(image("rifle", way)).minConfidence(60f));
    say("DetectModerationLabels " + way,
        "labels", moderated.moderationLabels().stream()
            .map(one -> Arrays.asList(one.name(), one.parentName(), one.taxonomyLevel())).toList(),
        "version", moderated.moderationModelVersion());
    var compared = client.compareFaces(r -> r.sourceImage(image("obama", way)).targetImage(image("two", way)));
    say("CompareFaces " + way, "source", compared.sourceImageFace().confidence() > 80,
        "similar", compared.faceMatches().stream().map(one -> one.similarity() >= 80).toList(),
        "unmatched", compared.unmatchedFaces().size());
  }

  private List<String> general(Consumer<GeneralLabelsSettings.Builder> filters) {
    var seen = client.detectLabels(r -> r.image(image("dog", "s3")).settings(s -> s.generalLabels(filters)));
    return names(seen.labels());
  }

  private List<String> words(Consumer<DetectTextFilters.Builder> filters) {
    return client.detectText(r -> r.image(image("sign", "s3")).filters(filters)).textDetections().stream()
        .filter(one -> one.type() == TextTypes.WORD).map(TextDetection::detectedText).toList();
  }

  private static Point point(float x, float y) {
    return Point.builder().x(x).y(y).build();
  }

  /** Filters and single features. */
  @SuppressWarnings("unchecked")
  private void settings() {
    say("DetectLabels included", "labels", general(f -> f.labelInclusionFilters("Dog", "Bicycle", "Bear")));
    say("DetectLabels excluded", "labels", general(f -> f.labelExclusionFilters("Car", "Vehicle")));
    say("DetectLabels categories", "labels",
        general(f -> f.labelCategoryInclusionFilters("Animals and Pets", "Vehicles and Automotive")
            .labelCategoryExclusionFilters("Vehicles and Automotive")));
    var seen = client.detectLabels(
        r -> r.image(image("dog", "bytes")).features(DetectLabelsFeatureName.IMAGE_PROPERTIES)).imageProperties();
    say("DetectLabels properties", "colours", seen.hasDominantColors() && seen.dominantColors().size() <= 10,
        "parts", List.of(seen.foreground().hasDominantColors(), seen.background().hasDominantColors()),
        "contrast", seen.quality().contrast() > 0);
    say("DetectText confidence", "words", words(f -> f.wordFilter(w -> w.minConfidence(99.9f))));
    say("DetectText size", "words",
        words(f -> f.wordFilter(w -> w.minBoundingBoxHeight(.5f).minBoundingBoxWidth(.5f))));
    say("DetectText box", "words",
        words(f -> f.regionsOfInterest(one -> one.boundingBox(b -> b.left(0f).top(0f).width(.5f).height(1f)))));
    say("DetectText polygon", "words",
        words(f -> f.regionsOfInterest(one -> one.polygon(point(0, 0), point(.5f, 0), point(.5f, 1)))));
    var face = client.detectFaces(r -> r.image(image("obama", "s3"))).faceDetails().get(0);
    say("DetectFaces default", "landmarks", face.landmarks().size(), "members", members(face));
    var info = client.getCelebrityInfo(r -> r.id(text("celebrity")));
    say("GetCelebrityInfo", "name", info.name(), "urls", info.urls(), "gender", info.knownGender().type());
  }

  /** Members of an answer's structure that were sent. */
  private static List<String> members(SdkPojo of) {
    return of.sdkFields().stream().filter(field -> {
      Object value = field.getValueOrDefault(of);
      return value != null && !(value instanceof SdkAutoConstructList);
    }).map(SdkField::locationName).sorted().toList();
  }

  /** Collections and their pages; the ARN for the tags. */
  private String collections() {
    var made = client.createCollection(r -> r.collectionId(collection).tags(Map.of("made-by", "plan")));
    say("CreateCollection", "status", made.statusCode(), "arn", made.collectionArn(),
        "version", made.faceModelVersion());
    client.createCollection(r -> r.collectionId(collection + ".2"));
    fails("CreateCollection again", () -> client.createCollection(r -> r.collectionId(collection)));
    var pages = client.listCollectionsPaginator(r -> r.maxResults(1)).stream().toList();
    say("ListCollections",
        "collections", pages.stream().flatMap(page -> page.collectionIds().stream())
            .filter(one -> one.startsWith(collection)).toList(),
        "single", pages.stream().allMatch(page -> page.collectionIds().size() <= 1));
    var seen = client.describeCollection(r -> r.collectionId(collection));
    var age = Duration.between(seen.creationTimestamp(), Instant.now()).abs();
    say("DescribeCollection", "faces", seen.faceCount(), "users", seen.userCount(), "arn", seen.collectionARN(),
        "new", age.toMinutes() < 10);
    return seen.collectionARN();
  }

  private static List<String> externals(List<Face> faces) {
    return faces.stream().map(Face::externalImageId).toList();
  }

  private static List<String> found(List<FaceMatch> matches) {
    return externals(matches.stream().map(FaceMatch::face).toList());
  }

  /** Indexing and searching; the ids of the face of each photograph. */
  private List<String> faces() {
    var ids = new ArrayList<String>();
    for (var one : List.of(List.of("bytes", "obama"), List.of("s3", "obama2"))) {
      String way = one.get(0), name = one.get(1);
      var done = client.indexFaces(r -> r.collectionId(collection).image(image(name, way)).externalImageId(name)
          .detectionAttributes(Attribute.ALL));
      var record = done.faceRecords().get(0);
      ids.add(record.face().faceId());
      say("IndexFaces " + way, "external", record.face().externalImageId(),
          "landmarks", record.faceDetail().landmarks().size(), "unindexed", done.unindexedFaces().size());
    }
    var again = client.indexFaces(
        r -> r.collectionId(collection).image(image("obama", "bytes")).externalImageId("obama")).faceRecords();
    say("IndexFaces again", "same", again.size() == 1 && again.get(0).face().faceId().equals(ids.get(0)));
    var largest = client.indexFaces(r -> r.collectionId(collection).image(image("family", "bytes"))
        .externalImageId("family:1").maxFaces(1).qualityFilter(QualityFilter.NONE));
    ids.add(largest.faceRecords().get(0).face().faceId());
    say("IndexFaces largest", "faces", largest.faceRecords().size(),
        "reasons", largest.unindexedFaces().stream().map(UnindexedFace::reasonsAsStrings).toList());
    var pages = client.listFacesPaginator(r -> r.collectionId(collection).maxResults(2)).stream().toList();
    say("ListFaces", "pages", pages.size(),
        "faces", pages.stream().flatMap(page -> externals(page.faces()).stream()).sorted().toList());
    var like = client.searchFaces(r -> r.collectionId(collection).faceId(ids.get(0)));
    say("SearchFaces", "searched", like.searchedFaceId().equals(ids.get(0)), "faces", found(like.faceMatches()),
        "similar", like.faceMatches().stream().allMatch(one -> one.similarity() >= 80));
    for (String way : List.of("bytes", "s3")) {
      var seen = client.searchFacesByImage(r -> r.collectionId(collection).image(image("obama2", way)).maxFaces(5));
      say("SearchFacesByImage " + way, "faces", found(seen.faceMatches()),
          "searched", seen.searchedFaceConfidence() > 80);
    }
    return ids;
  }

  private static List<?> matches(List<UserMatch> found) {
    return found.stream().map(one -> List.of(one.user().userId(), one.similarity() >= 80)).toList();
  }

  private void users(List<String> ids) {
    String token = collection + "-1";
    client.createUser(r -> r.collectionId(collection).userId("president").clientRequestToken(token));
    client.createUser(r -> r.collectionId(collection).userId("president").clientRequestToken(token));
    client.createUser(r -> r.collectionId(collection).userId("nobody"));
    fails("CreateUser again", () -> client.createUser(r -> r.collectionId(collection).userId("president")));
    fails("CreateUser token",
        () -> client.createUser(r -> r.collectionId(collection).userId("other").clientRequestToken(token)));
    var pages = client.listUsersPaginator(r -> r.collectionId(collection).maxResults(1)).stream().toList();
    say("ListUsers", "pages", pages.size(),
        "users", pages.stream().flatMap(page -> page.users().stream())
            .map(one -> List.of(one.userId(), one.userStatusAsString())).toList());
    var joined = client.associateFaces(
        r -> r.collectionId(collection).userId("president").faceIds(ids.get(0), ids.get(1), NOBODY));
    say("AssociateFaces", "faces", joined.associatedFaces().size(),
        "refused", joined.unsuccessfulFaceAssociations().stream()
            .map(one -> List.of(one.faceId().equals(NOBODY), one.reasonsAsStrings())).toList(),
        "status", joined.userStatusAsString());
    var own = client.listFaces(r -> r.collectionId(collection).userId("president")).faces();
    say("ListFaces user", "faces", externals(own).stream().sorted().toList(),
        "users", new TreeSet<>(own.stream().map(Face::userId).toList()));
    var byFace = client.searchUsers(r -> r.collectionId(collection).faceId(ids.get(0)));
    say("SearchUsers face", "users", matches(byFace.userMatches()),
        "searched", byFace.searchedFace().faceId().equals(ids.get(0)));
    var byUser = client.searchUsers(r -> r.collectionId(collection).userId("president"));
    say("SearchUsers user", "users", matches(byUser.userMatches()), "searched", byUser.searchedUser().userId());
    for (String way : List.of("bytes", "s3")) {
      var seen = client.searchUsersByImage(r -> r.collectionId(collection).image(image("obama2", way)).maxUsers(3));
      say("SearchUsersByImage " + way, "users", matches(seen.userMatches()),
          "searched", seen.searchedFace().faceDetail().confidence() > 80);
    }
    var none = client.searchUsersByImage(r -> r.collectionId(collection).image(image("bear", "bytes")));
    say("SearchUsersByImage no face", "users", matches(none.userMatches()), "searched", none.searchedFace() != null);
    var gone = client.deleteFaces(r -> r.collectionId(collection).faceIds(ids.get(0), ids.get(2), NOBODY));
    var refused = new HashMap<String, List<String>>();
    for (var one : gone.unsuccessfulFaceDeletions()) refused.put(one.faceId(), one.reasonsAsStrings());
    say("DeleteFaces", "deleted", gone.deletedFaces().equals(List.of(ids.get(2))),
        "refused", Arrays.asList(refused.get(ids.get(0)), refused.get(NOBODY)));
    var parted = client.disassociateFaces(r -> r.collectionId(collection).userId("president").faceIds(ids.get(0)));
    say("DisassociateFaces",
        "faces", parted.disassociatedFaces().stream().map(one -> one.faceId().equals(ids.get(0))).toList(),
        "status", parted.userStatusAsString());
    client.deleteUser(r -> r.collectionId(collection).userId("president"));
    say("DeleteUser",
        "users", client.listUsers(r -> r.collectionId(collection)).users().stream().map(User::userId).toList(),
        "freed", Arrays.asList(
            client.listFaces(r -> r.collectionId(collection)).faces().stream().map(Face::userId).toArray()));
  }

  private void tags(String arn) {
    Supplier<Object> now = () -> client.listTagsForResource(r -> r.resourceArn(arn)).tags();
    say("ListTagsForResource", "tags", now.get());
    client.tagResource(r -> r.resourceArn(arn).tags(Map.of("stage", "one of two", "made-by", "the plan")));
    say("TagResource", "tags", now.get());
    client.untagResource(r -> r.resourceArn(arn).tagKeys("made-by", "never-there"));
    say("UntagResource", "tags", now.get());
  }

  private void detectFails(String step, Image image) {
    fails("error " + step, () -> client.detectLabels(r -> r.image(image)));
  }

  private void errors() {
    fails("error no collection", () -> client.describeCollection(r -> r.collectionId("nowhere")));
    fails("error no celebrity", () -> client.getCelebrityInfo(r -> r.id("0NoSuch0")));
    detectFails("no picture", Image.builder().build());
    fails("error no face",
        () -> client.searchFacesByImage(r -> r.collectionId(collection).image(image("bear", "bytes"))));
    fails("error no face to compare",
        () -> client.compareFaces(r -> r.sourceImage(image("bear", "s3")).targetImage(image("two", "s3"))));
    fails("error unknown face", () -> client.searchFaces(r -> r.collectionId(collection).faceId(NOBODY)));
    var letter = "Dear Sir or Madam, this is a letter.\n".repeat(10).getBytes(StandardCharsets.UTF_8);
    detectFails("format", Image.builder().bytes(SdkBytes.fromByteArray(letter)).build());
    detectFails("dimensions", image("wide", "bytes"));
    detectFails("too small", image("small", "bytes"));
    detectFails("no object", Image.builder().s3Object(o -> o.bucket(text("bucket")).name("never/put.jpg")).build());
    fails("error confidence", () -> client.detectLabels(r -> r.image(image("bear", "s3")).minConfidence(101f)));
    var large = new byte[5_242_881];
    Arrays.fill(large, (byte) 0xff);
    detectFails("bytes", Image.builder().bytes(SdkBytes.fromByteArrayUnsafe(large)).build());
    fails("error name", () -> client.createCollection(r -> r.collectionId("a collection")));
    fails("error token", () -> client.listFaces(r -> r.collectionId(collection).nextToken("never given")));
    fails("error operation", () -> client.listStreamProcessors());
  }

  private static RekognitionClient with(Map<String, JsonNode> keys) {
    var own = AwsBasicCredentials.create(keys.get("id").text(), keys.get("secret").text());
    return RekognitionClient.builder().credentialsProvider(StaticCredentialsProvider.create(own)).build();
  }

  private void access() {
    var all = known.field("keys").orElseThrow().asObject();
    all.forEach((step, keys) -> fails(step,
        () -> with(keys.asObject()).createCollection(r -> r.collectionId(collection + ".3"))));
    if (!all.containsKey("access denied")) return;
    var seen = with(all.get("access denied").asObject())
        .detectLabels(r -> r.image(image("bear", "bytes")).maxLabels(1));
    say("access allowed", "labels", names(seen.labels()));
  }

  /** More calls at once than there are places: the SDK waits and comes again by itself. */
  private void throttling() throws Exception {
    int calls = Integer.parseInt(known.field("at_once").orElseThrow().asNumber());
    var attempts = new AtomicInteger();
    var counter = new ExecutionInterceptor() {
      @Override
      public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        attempts.incrementAndGet();
      }
    };
    var patient = RekognitionClient.builder()
        .overrideConfiguration(c -> c.retryStrategy(s -> s.maxAttempts(15)).addExecutionInterceptor(counter)).build();
    var picture = image("large", "bytes");
    var threads = Executors.newFixedThreadPool(calls);
    Callable<DetectLabelsResponse> call = () -> patient.detectLabels(r -> r.image(picture));
    int served = 0;
    for (var done : threads.invokeAll(java.util.Collections.nCopies(calls, call))) served += done.get() == null ? 0 : 1;
    threads.shutdown();
    say("throttling", "served", served, "retried", attempts.get() > calls);
  }

  private void run() throws Exception {
    for (String way : List.of("bytes", "s3")) pictures(way);
    settings();
    String arn = collections();
    users(faces());
    tags(arn);
    errors();
    access();
    throttling();
    client.deleteCollection(r -> r.collectionId(collection + ".2"));
    say("DeleteCollection", "status", client.deleteCollection(r -> r.collectionId(collection)).statusCode());
    fails("DeleteCollection again", () -> client.deleteCollection(r -> r.collectionId(collection)));
  }

  public static void main(String[] arguments) throws Exception {
    new Client(arguments[0]).run();
  }
}
