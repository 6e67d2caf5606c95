/* words: the fixed words of a book, by language. SPDX-License-Identifier: MIT */
#include "base/words.h"

#include <stddef.h>

struct words {
    const char *language;
    const char *words[WORD_COUNT];      /* in the order of enum word */
};

/* In order of use, not of name: most books are found early. A column that is missing would be found by words_test. */
static const struct words table[] = {
    { "en", { "Contents", "Cover", "Title Page", "Start Reading", "About This Book", "Landmarks", "Articles", "Undated",
        "Untagged", "Unknown Author", "By %s", "Source", "Image", "Video", "Audio", "Embedded content", "Details", "Note",
        "Publisher", "Editor", "Language", "Identifier", "Rights", "Made with %s", "Each article names its source.",
        "%s of %s images have no text alternative.",
        "%s min", "Next", "Tags", "Authors", "Dates", "Links", "Sources", "Licence", "Changed or left out" } },
    { "de", { "Inhalt", "Umschlag", "Titelseite", "Textbeginn", "Impressum", "Orientierungspunkte", "Artikel", "Ohne Datum",
        "Ohne Schlagwort", "Unbekannt", "Von %s", "Quelle", "Bild", "Video", "Audio", "Eingebetteter Inhalt", "Details",
        "Anmerkung", "Verlag", "Herausgeber", "Sprache", "Kennung", "Rechte", "Erstellt mit %s",
        "Jeder Artikel nennt seine Quelle.", "%s von %s Bildern haben keinen Alternativtext.",
        "%s Min.", "Weiter", "Schlagwörter", "Autoren", "Daten", "Links", "Quellen", "Lizenz",
        "Geändert oder weggelassen" } },
    { "fr", { "Table des matières", "Couverture", "Page de titre", "Début du texte", "À propos de ce livre",
        "Points de repère", "Articles", "Sans date", "Sans mot-clé", "Auteur inconnu", "Par %s", "Source", "Image",
        "Vidéo", "Audio", "Contenu intégré", "Détails", "Note", "Éditeur", "Direction éditoriale", "Langue",
        "Identifiant", "Droits", "Réalisé avec %s", "Chaque article indique sa source.",
        "%s images sur %s n’ont pas de texte de remplacement.",
        "%s min", "Suite", "Mots-clés", "Auteurs", "Dates", "Liens", "Sources", "Licence", "Modifié ou omis" } },
    { "es", { "Índice", "Cubierta", "Portada", "Comienzo de lectura", "Colofón", "Puntos de referencia", "Artículos",
        "Sin fecha", "Sin etiquetas", "Autor desconocido", "Por %s", "Fuente", "Imagen", "Vídeo", "Audio",
        "Contenido incrustado", "Detalles", "Nota", "Editorial", "Editor", "Idioma", "Identificador", "Derechos",
        "Creado con %s", "Cada artículo indica su fuente.", "%s de %s imágenes no tienen texto alternativo.",
        "%s min", "Siguiente", "Etiquetas", "Autores", "Fechas", "Enlaces", "Fuentes", "Licencia",
        "Modificado u omitido" } },
    { "it", { "Indice", "Copertina", "Frontespizio", "Inizio del testo", "Colophon", "Punti di riferimento", "Articoli",
        "Senza data", "Senza etichette", "Autore sconosciuto", "Di %s", "Fonte", "Immagine", "Video", "Audio",
        "Contenuto incorporato", "Dettagli", "Nota", "Editore", "A cura di", "Lingua", "Identificatore", "Diritti",
        "Creato con %s", "Ogni articolo indica la propria fonte.", "%s immagini su %s non hanno un testo alternativo.",
        "%s min", "Avanti", "Etichette", "Autori", "Date", "Collegamenti", "Fonti", "Licenza", "Modificato o omesso" } },
    { "pt", { "Índice", "Capa", "Folha de rosto", "Início do texto", "Ficha técnica", "Pontos de referência", "Artigos",
        "Sem data", "Sem etiquetas", "Autor desconhecido", "Por %s", "Fonte", "Imagem", "Vídeo", "Áudio",
        "Conteúdo incorporado", "Detalhes", "Nota", "Editora", "Organização", "Língua", "Identificador", "Direitos",
        "Criado com %s", "Cada artigo indica a sua fonte.", "%s de %s imagens não têm texto alternativo.",
        "%s min", "Seguinte", "Etiquetas", "Autores", "Datas", "Ligações", "Fontes", "Licença",
        "Alterado ou omitido" } },
    { "nl", { "Inhoud", "Omslag", "Titelpagina", "Begin van de tekst", "Colofon", "Oriëntatiepunten", "Artikelen",
        "Zonder datum", "Zonder trefwoord", "Onbekende auteur", "Door %s", "Bron", "Afbeelding", "Video", "Audio",
        "Ingesloten inhoud", "Details", "Noot", "Uitgever", "Redactie", "Taal", "Identificatie", "Rechten",
        "Gemaakt met %s",
        "Elk artikel vermeldt zijn bron.", "%s van de %s afbeeldingen hebben geen tekstalternatief.",
        "%s min", "Volgende", "Trefwoorden", "Auteurs", "Datums", "Links", "Bronnen", "Licentie",
        "Gewijzigd of weggelaten" } },
    { "sv", { "Innehåll", "Omslag", "Titelsida", "Början av texten", "Kolofon", "Orienteringspunkter", "Artiklar",
        "Odaterat", "Utan taggar", "Okänd författare", "Av %s", "Källa", "Bild", "Video", "Ljud", "Inbäddat innehåll",
        "Detaljer", "Not", "Utgivare", "Redaktör", "Språk", "Identifierare", "Rättigheter", "Skapad med %s",
        "Varje artikel anger sin källa.", "%s av %s bilder saknar alternativtext.",
        "%s min", "Nästa", "Taggar", "Författare", "Datum", "Länkar", "Källor", "Licens",
        "Ändrat eller utelämnat" } },
    { "da", { "Indhold", "Omslag", "Titelblad", "Tekstens begyndelse", "Kolofon", "Pejlemærker", "Artikler", "Uden dato",
        "Uden emneord", "Ukendt forfatter", "Af %s", "Kilde", "Billede", "Video", "Lyd", "Indlejret indhold", "Detaljer",
        "Note", "Udgiver", "Redaktør", "Sprog", "Identifikator", "Rettigheder", "Lavet med %s",
        "Hver artikel angiver sin kilde.", "%s af %s billeder har ingen alternativ tekst.",
        "%s min.", "Næste", "Emneord", "Forfattere", "Datoer", "Links", "Kilder", "Licens", "Ændret eller udeladt" } },
    { "nb", { "Innhold", "Omslag", "Tittelside", "Tekstens begynnelse", "Kolofon", "Landemerker", "Artikler", "Uten dato",
        "Uten emneord", "Ukjent forfatter", "Av %s", "Kilde", "Bilde", "Video", "Lyd", "Innebygd innhold", "Detaljer",
        "Note",
        "Utgiver", "Redaktør", "Språk", "Identifikator", "Rettigheter", "Laget med %s", "Hver artikkel oppgir sin kilde.",
        "%s av %s bilder har ingen alternativ tekst.",
        "%s min", "Neste", "Emneord", "Forfattere", "Datoer", "Lenker", "Kilder", "Lisens", "Endret eller utelatt" } },
    { "nn", { "Innhald", "Omslag", "Tittelside", "Byrjinga av teksten", "Kolofon", "Landemerke", "Artiklar", "Utan dato",
        "Utan emneord", "Ukjend forfattar", "Av %s", "Kjelde", "Bilete", "Video", "Lyd", "Innebygd innhald", "Detaljar",
        "Note", "Utgjevar", "Redaktør", "Språk", "Identifikator", "Rettar", "Laga med %s",
        "Kvar artikkel oppgjev kjelda si.", "%s av %s bilete har ingen alternativ tekst.",
        "%s min", "Neste", "Emneord", "Forfattarar", "Datoar", "Lenkjer", "Kjelder", "Lisens", "Endra eller utelate" } },
    { "pl", { "Spis treści", "Okładka", "Strona tytułowa", "Początek tekstu", "Stopka redakcyjna",
    "Punkty orientacyjne",
        "Artykuły", "Bez daty", "Bez tagów", "Autor nieznany", "Autor: %s", "Źródło", "Ilustracja", "Wideo",
        "Nagranie dźwiękowe", "Osadzona treść", "Szczegóły", "Przypis", "Wydawca", "Redakcja", "Język",
        "Identyfikator", "Prawa", "Utworzono za pomocą %s", "Przy każdym artykule podano jego źródło.",
        "Ilustracje bez tekstu alternatywnego: %s z %s.",
        "%s min", "Dalej", "Tagi", "Autorzy", "Daty", "Odnośniki", "Źródła", "Licencja", "Zmieniono lub pominięto" } },
    { "cs", { "Obsah", "Obálka", "Titulní strana", "Začátek textu", "Tiráž", "Orientační body", "Články",
        "Bez data", "Bez štítků", "Neznámý autor", "Autor: %s", "Zdroj", "Obrázek", "Video", "Zvuk",
        "Vložený obsah",
        "Podrobnosti", "Poznámka", "Vydavatel", "Redakce", "Jazyk", "Identifikátor", "Práva", "Vytvořeno v %s",
        "U každého článku je uveden jeho zdroj.", "Obrázky bez textové alternativy: %s z %s.",
        "%s min", "Další", "Štítky", "Autoři", "Data", "Odkazy", "Zdroje", "Licence", "Změněno nebo vynecháno" } },
    { "ru", { "Содержание", "Обложка", "Титульный лист", "Начало текста",
        "Выходные данные", "Ориентиры", "Статьи", "Без даты", "Без тегов",
        "Автор неизвестен", "Автор: %s", "Источник", "Изображение", "Видео",
        "Аудио", "Встроенный материал", "Подробности", "Примечание",
        "Издатель", "Редактор", "Язык", "Идентификатор", "Права",
        "Создано с помощью %s", "У каждой статьи указан её источник.",
        "Изображения без текстового описания: %s из %s.",
        "%s мин", "Далее", "Теги", "Авторы", "Даты", "Ссылки", "Источники",
        "Лицензия", "Изменено или пропущено" } },
    { "uk", { "Зміст", "Обкладинка", "Титульна сторінка", "Початок тексту",
        "Вихідні дані", "Орієнтири", "Статті", "Без дати", "Без тегів",
        "Автор невідомий", "Автор: %s", "Джерело", "Зображення", "Відео",
        "Аудіо", "Вбудований матеріал", "Подробиці", "Примітка", "Видавець",
        "Редактор", "Мова", "Ідентифікатор", "Права",
        "Створено за допомогою %s",
        "Для кожної статті вказано її джерело.",
        "Зображення без текстового опису: %s із %s.",
        "%s хв", "Далі", "Теги", "Автори", "Дати", "Посилання", "Джерела",
        "Ліцензія", "Змінено або пропущено" } },
    { "tr", { "İçindekiler", "Kapak", "Başlık Sayfası", "Metnin Başı", "Künye", "Yer İşaretleri", "Makaleler",
        "Tarihsiz", "Etiketsiz", "Yazarı bilinmiyor", "Yazan: %s", "Kaynak", "Görsel", "Video", "Ses",
        "Gömülü içerik",
        "Ayrıntılar", "Not", "Yayıncı", "Editör", "Dil", "Tanımlayıcı", "Haklar", "%s ile hazırlandı",
        "Her makalenin kaynağı belirtilmiştir.", "Metin karşılığı olmayan görseller: %s / %s.",
        "%s dk", "Sonraki", "Etiketler", "Yazarlar", "Tarihler", "Bağlantılar", "Kaynaklar", "Lisans",
        "Değiştirilen veya atlanan" } },
    { "el", { "Περιεχόμενα", "Εξώφυλλο", "Σελίδα τίτλου", "Αρχή κειμένου",
        "Κολοφώνας", "Σημεία αναφοράς", "Άρθρα", "Χωρίς ημερομηνία",
        "Χωρίς ετικέτες", "Άγνωστος συγγραφέας", "Του/της %s", "Πηγή",
        "Εικόνα", "Βίντεο", "Ήχος", "Ενσωματωμένο περιεχόμενο",
        "Λεπτομέρειες", "Σημείωση", "Εκδότης", "Επιμέλεια", "Γλώσσα",
        "Αναγνωριστικό", "Δικαιώματα", "Δημιουργήθηκε με %s",
        "Κάθε άρθρο αναφέρει την πηγή του.",
        "%s από τις %s εικόνες δεν έχουν εναλλακτικό κείμενο.",
        "%s λεπτά", "Επόμενο", "Ετικέτες", "Συγγραφείς", "Ημερομηνίες",
        "Σύνδεσμοι", "Πηγές", "Άδεια",
        "Άλλαξε ή παραλείφθηκε" } },
    { "ar", { "المحتويات", "الغلاف", "صفحة العنوان", "بداية النص",
        "بيانات النشر", "معالم الكتاب", "المقالات", "بلا تاريخ", "بلا وسوم",
        "مؤلف مجهول", "بقلم %s", "المصدر", "صورة", "مقطع مرئي", "مقطع صوتي",
        "محتوى مضمّن", "التفاصيل", "ملاحظة", "الناشر", "المحرر", "اللغة",
        "المعرّف", "الحقوق", "أُنشئ باستخدام %s", "يذكر كل مقال مصدره.",
        "صور بلا نص بديل: %s من %s.",
        "%s دقيقة", "التالي", "الوسوم", "المؤلفون", "التواريخ", "الروابط",
        "المصادر", "الرخصة", "ما غُيِّر أو حُذف" } },
    { "fa", { "فهرست", "جلد", "صفحهٔ عنوان", "آغاز متن", "شناسنامه", "نشانه‌ها",
        "مقاله‌ها", "بی‌تاریخ", "بدون برچسب", "نویسندهٔ ناشناس", "نوشتهٔ %s",
        "منبع", "تصویر", "ویدیو", "صوت", "محتوای جاسازی‌شده", "جزئیات",
        "یادداشت", "ناشر", "ویراستار", "زبان", "شناسه", "حقوق",
        "ساخته‌شده با %s",
        "هر مقاله منبع خود را نام می‌برد.",
        "تصویرهای بدون متن جایگزین: %s از %s.",
        "%s دقیقه", "بعدی", "برچسب‌ها", "نویسندگان", "تاریخ‌ها", "پیوندها",
        "منابع", "پروانه", "تغییرکرده یا حذف‌شده" } },
    { "he", { "תוכן העניינים", "כריכה", "עמוד השער", "תחילת הטקסט", "פרטי הספר",
        "נקודות ציון", "מאמרים", "ללא תאריך", "ללא תגיות", "מחבר לא ידוע",
        "מאת %s", "מקור", "תמונה", "וידאו", "שמע", "תוכן מוטמע", "פרטים", "הערה",
        "הוצאה לאור", "עריכה", "שפה", "מזהה", "זכויות", "נוצר באמצעות %s",
        "כל מאמר מציין את מקורו.", "תמונות ללא טקסט חלופי: %s מתוך %s.",
        "%s דק׳", "הבא", "תגיות", "מחברים", "תאריכים", "קישורים", "מקורות",
        "רישיון", "שונה או הושמט" } },
    { "hi", { "विषय-सूची", "आवरण", "शीर्षक पृष्ठ",
        "पाठ का आरंभ", "प्रकाशन विवरण", "मुख्य स्थल",
        "लेख",
        "दिनांक रहित", "टैग रहित", "अज्ञात लेखक", "लेखक: %s",
        "स्रोत", "चित्र", "वीडियो", "ऑडियो",
        "अंतःस्थापित सामग्री", "विवरण", "टिप्पणी",
        "प्रकाशक", "संपादक", "भाषा", "पहचानकर्ता",
        "अधिकार",
        "%s से निर्मित",
        "प्रत्येक लेख में उसका स्रोत दिया गया है।",
        "वैकल्पिक पाठ के बिना चित्र: %s / %s.",
        "%s मिनट", "आगे", "टैग", "लेखक", "दिनांक", "कड़ियाँ",
        "स्रोत", "लाइसेंस", "बदला या छोड़ा गया" } },
    { "ta", { "பொருளடக்கம்", "அட்டை", "தலைப்புப் பக்கம்",
        "தொடக்கம்", "நூல் விவரம்", "முக்கிய இடங்கள்",
        "கட்டுரைகள்", "தேதி இல்லாதவை",
        "குறிச்சொல் இல்லாதவை",
        "ஆசிரியர் தெரியவில்லை", "எழுதியவர்: %s", "மூலம்",
        "படம்", "காணொளி", "ஒலி", "உட்பொதிந்த உள்ளடக்கம்",
        "விவரங்கள்", "குறிப்பு", "வெளியீட்டாளர்",
        "பதிப்பாசிரியர்", "மொழி", "அடையாளங்காட்டி",
        "உரிமைகள்", "%s கொண்டு உருவாக்கப்பட்டது",
        "ஒவ்வொரு கட்டுரையும் "
        "தன் மூலத்தைக் குறிப்பிடுகிறது.",
        "மாற்று உரை இல்லாத படங்கள்: %s / %s.",
        "%s நிமிடம்", "அடுத்து", "குறிச்சொற்கள்",
        "ஆசிரியர்கள்", "தேதிகள்", "இணைப்புகள்",
        "மூலங்கள்", "உரிமம்",
        "மாற்றப்பட்டவை அல்லது விடப்பட்டவை" } },
    { "zh", { "目录", "封面", "书名页", "正文", "版权页", "导航标记", "文章", "无日期", "无标签",
        "佚名", "作者：%s", "来源", "图片", "视频", "音频", "嵌入内容", "详情", "注释", "出版者",
        "编者", "语言", "标识符", "版权", "使用 %s 制作", "每篇文章均注明来源。",
        "有 %s 张图片（共 %s 张）没有替代文字。",
        "%s 分钟", "下一篇", "标签", "作者", "日期", "链接", "来源", "许可", "改动或省略" } },
    { "ja", { "目次", "表紙", "扉", "本文", "奥付", "ランドマーク", "記事", "日付なし", "タグなし",
        "著者不明", "著者：%s", "出典", "画像", "動画", "音声", "埋め込みコンテンツ", "詳細",
        "注",
        "発行者", "編者", "言語", "識別子", "権利", "%s で作成",
        "各記事に出典を記しています。",
        "代替テキストのない画像：%s点（全%s点）。",
        "%s分", "次へ", "タグ", "著者", "日付", "リンク", "出典一覧", "ライセンス",
        "変更・省略" } },
    { "ko", { "차례", "표지", "속표지", "본문", "간행 정보", "주요 위치", "글", "날짜 없음",
        "태그 없음", "지은이 미상", "지은이: %s", "출처", "그림", "동영상", "오디오",
        "삽입된 콘텐츠", "자세히", "주석", "발행처", "엮은이", "언어", "식별자", "저작권",
        "%s로 만듦", "글마다 출처를 밝혔습니다.", "대체 텍스트가 없는 그림: %s개(전체 %s개).",
        "%s분", "다음", "태그", "지은이", "날짜", "링크", "출처 목록", "라이선스",
        "바뀌거나 빠진 것" } },
    { "fi", { "Sisällys", "Kansi", "Nimiösivu", "Tekstin alku", "Kolofoni", "Maamerkit", "Artikkelit",
        "Päiväämättömät", "Ilman avainsanoja", "Tuntematon kirjoittaja", "Kirjoittaja: %s", "Lähde", "Kuva", "Video",
        "Ääni", "Upotettu sisältö", "Lisätiedot", "Huomautus", "Kustantaja", "Toimittaja", "Kieli", "Tunniste",
        "Oikeudet", "Tehty ohjelmalla %s", "Jokaisessa artikkelissa mainitaan sen lähde.",
        "Kuvia ilman tekstivastinetta: %s / %s.",
        "%s min", "Seuraava", "Avainsanat", "Kirjoittajat", "Päivämäärät", "Linkit", "Lähteet", "Lisenssi",
        "Muutettu tai jätetty pois" } },
    { "hu", { "Tartalom", "Borító", "Címoldal", "A szöveg kezdete", "Kolofon", "Tájékozódási pontok", "Cikkek",
        "Dátum nélkül", "Címke nélkül", "Ismeretlen szerző", "Írta: %s", "Forrás", "Kép", "Videó", "Hang",
        "Beágyazott tartalom", "Részletek", "Jegyzet", "Kiadó", "Szerkesztő", "Nyelv", "Azonosító", "Jogok",
        "Készült a következővel: %s", "Minden cikk megnevezi a forrását.",
        "Szöveges leírás nélküli képek: %s / %s.",
        "%s perc", "Következő", "Címkék", "Szerzők", "Dátumok", "Hivatkozások", "Források", "Licenc",
        "Módosítva vagy kihagyva" } },
    { "ro", { "Cuprins", "Copertă", "Pagina de titlu", "Începutul textului", "Casetă tehnică", "Repere", "Articole",
        "Fără dată", "Fără etichete", "Autor necunoscut", "De %s", "Sursa", "Imagine", "Video", "Audio",
        "Conținut încorporat", "Detalii", "Notă", "Editură", "Editor", "Limbă", "Identificator", "Drepturi",
        "Realizat cu %s", "Fiecare articol își indică sursa.", "%s din %s imagini nu au text alternativ.",
        "%s min", "Următorul", "Etichete", "Autori", "Date", "Legături", "Surse", "Licență", "Modificat sau omis" } },
};

/* Chinese in the traditional script has its own row: the language alone does not tell it. */
static const struct words traditional = { "zh", { "目錄", "封面", "書名頁", "正文", "版權頁", "導覽標記",
    "文章", "無日期", "無標籤", "佚名", "作者：%s", "來源", "圖片", "影片", "音訊", "嵌入內容",
    "詳細資料", "註釋", "出版者", "編者", "語言", "識別碼", "版權", "使用 %s 製作",
    "每篇文章均註明來源。", "有 %s 張圖片（共 %s 張）沒有替代文字。",
        "%s 分鐘", "下一篇", "標籤", "作者", "日期", "連結", "來源", "授權", "更動或省略" } };

/* Subtag I of a language tag, or the empty string. */
static struct str
subtag(struct str tag, size_t i)
{
    size_t from = 0;

    for (size_t k = 0; k <= tag.len; k++) {
        if (k < tag.len && tag.at[k] != '-' && tag.at[k] != '_')
            continue;
        if (i-- == 0)
            return str_sub(tag, from, k);
        from = k + 1;
    }
    return STR("");
}

static bool
is_one_of(struct str s, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_ieqc(s, names[i]))
            return true;
    return false;
}

static bool
is_traditional(struct str language)
{
    static const char *const marks[] = { "Hant", "TW", "HK", "MO" };

    return is_one_of(subtag(language, 1), marks, sizeof marks / sizeof *marks);
}

static const struct words *
words_of(struct str language)
{
    struct str first = subtag(language, 0);

    if (str_ieqc(first, "no"))
        first = STR("nb");
    else if (str_ieqc(first, "iw"))
        first = STR("he");
    else if (str_ieqc(first, "zh") && is_traditional(language))
        return &traditional;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (str_ieqc(first, table[i].language))
            return &table[i];
    return &table[0];
}

const char *
word_get(enum word word, struct str language)
{
    return words_of(language)->words[word];
}

bool
word_is_rtl(struct str language)
{
    static const char *const scripts[] = { "Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc",
        "Thaa", "Yezi" };
    static const char *const languages[] = { "ar", "arc", "arz", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "iw", "ji",
        "khw", "lrc", "mzn", "nqo", "pnb", "ps", "sd", "sdh", "skr", "syr", "ug", "ur", "yi" };
    struct str script = subtag(language, 1);

    if (script.len == 3 && char_is_alpha(script.at[0]))
        script = subtag(language, 2);       /* after an extended language: "zh-cmn-Hans" */
    if (script.len == 4 && char_is_alpha(script.at[0]))
        return is_one_of(script, scripts, sizeof scripts / sizeof *scripts);
    return is_one_of(subtag(language, 0), languages, sizeof languages / sizeof *languages);
}
