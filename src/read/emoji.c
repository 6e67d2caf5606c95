/* emoji: the names of emoji that people write between colons. SPDX-License-Identifier: MIT
 *
 * The commoner ones of GitHub's names, which Jekyll, Hugo and Mattermost share: where they were shown as pictures, a book shows
 * their characters. A name that is not here stays what it is, a word between colons. */
#include "read/template_part.h"

#include <stdlib.h>
#include <string.h>

/* In order of their names. */
static const struct emoji { const char *name, *sign; } emojis[] = {
    { "+1", "👍" }, { "-1", "👎" }, { "100", "💯" }, { "1st_place_medal", "🥇" }, { "2nd_place_medal", "🥈" },
    { "3rd_place_medal", "🥉" }, { "airplane", "✈️" }, { "alarm_clock", "⏰" }, { "alien", "👽" },
    { "ambulance", "🚑" }, { "anchor", "⚓" }, { "angel", "👼" }, { "anger", "💢" }, { "angry", "😠" },
    { "anguished", "😧" }, { "ant", "🐜" }, { "apple", "🍎" }, { "arrow_down", "⬇️" }, { "arrow_left", "⬅️" },
    { "arrow_right", "➡️" }, { "arrow_up", "⬆️" }, { "arrow_upper_right", "↗️" }, { "art", "🎨" },
    { "astonished", "😲" }, { "atom_symbol", "⚛️" }, { "baby", "👶" }, { "balloon", "🎈" }, { "bangbang", "‼️" },
    { "bar_chart", "📊" }, { "battery", "🔋" }, { "beach_umbrella", "🏖️" }, { "bear", "🐻" }, { "bee", "🐝" },
    { "beer", "🍺" }, { "beers", "🍻" }, { "beetle", "🐞" }, { "bell", "🔔" }, { "bicyclist", "🚴" },
    { "bike", "🚲" }, { "bird", "🐦" }, { "birthday", "🎂" }, { "black_circle", "⚫" }, { "black_heart", "🖤" },
    { "blue_book", "📘" }, { "blue_heart", "💙" }, { "blush", "😊" }, { "boat", "⛵" }, { "bomb", "💣" },
    { "book", "📖" }, { "bookmark", "🔖" }, { "bookmark_tabs", "📑" }, { "books", "📚" }, { "boom", "💥" },
    { "bouquet", "💐" }, { "bow", "🙇" }, { "brain", "🧠" }, { "briefcase", "💼" }, { "broken_heart", "💔" },
    { "broom", "🧹" }, { "bug", "🐛" }, { "building_construction", "🏗️" }, { "bulb", "💡" }, { "bus", "🚌" },
    { "busts_in_silhouette", "👥" }, { "butterfly", "🦋" }, { "cactus", "🌵" }, { "cake", "🍰" },
    { "calendar", "📆" }, { "calling", "📲" }, { "camel", "🐫" }, { "camera", "📷" }, { "camera_flash", "📸" },
    { "candle", "🕯️" }, { "candy", "🍬" }, { "car", "🚗" }, { "card_file_box", "🗃️" }, { "card_index", "📇" },
    { "cat", "🐱" }, { "chart_with_downwards_trend", "📉" }, { "chart_with_upwards_trend", "📈" },
    { "checkered_flag", "🏁" }, { "cherry_blossom", "🌸" }, { "christmas_tree", "🎄" }, { "clap", "👏" },
    { "clapper", "🎬" }, { "clipboard", "📋" }, { "clock1", "🕐" }, { "closed_book", "📕" },
    { "closed_lock_with_key", "🔐" }, { "cloud", "☁️" }, { "clown_face", "🤡" }, { "coffee", "☕" },
    { "cold_sweat", "😰" }, { "collision", "💥" }, { "computer", "💻" }, { "confetti_ball", "🎊" },
    { "confounded", "😖" }, { "confused", "😕" }, { "construction", "🚧" }, { "construction_worker", "👷" },
    { "cookie", "🍪" }, { "cool", "🆒" }, { "copyright", "©️" }, { "cow", "🐮" }, { "crab", "🦀" },
    { "credit_card", "💳" }, { "crossed_fingers", "🤞" }, { "crown", "👑" }, { "cry", "😢" },
    { "crying_cat_face", "😿" }, { "crystal_ball", "🔮" }, { "cupid", "💘" }, { "dancer", "💃" }, { "dart", "🎯" },
    { "dash", "💨" }, { "date", "📅" }, { "deciduous_tree", "🌳" }, { "desktop_computer", "🖥️" },
    { "disappointed", "😞" }, { "dizzy", "💫" }, { "dizzy_face", "😵" }, { "dog", "🐶" }, { "dollar", "💵" },
    { "dolphin", "🐬" }, { "door", "🚪" }, { "dragon", "🐉" }, { "droplet", "💧" }, { "earth_africa", "🌍" },
    { "earth_americas", "🌎" }, { "earth_asia", "🌏" }, { "egg", "🥚" }, { "electric_plug", "🔌" },
    { "elephant", "🐘" }, { "email", "📧" }, { "envelope", "✉️" }, { "evergreen_tree", "🌲" },
    { "exclamation", "❗" }, { "exploding_head", "🤯" }, { "expressionless", "😑" }, { "eyeglasses", "👓" },
    { "eyes", "👀" }, { "face_with_head_bandage", "🤕" }, { "face_with_thermometer", "🤒" }, { "facepalm", "🤦" },
    { "factory", "🏭" }, { "fallen_leaf", "🍂" }, { "fast_forward", "⏩" }, { "fearful", "😨" }, { "feet", "🐾" },
    { "file_cabinet", "🗄️" }, { "file_folder", "📁" }, { "film_strip", "🎞️" }, { "fire", "🔥" },
    { "fireworks", "🎆" }, { "fish", "🐟" }, { "fist", "✊" }, { "flags", "🎏" }, { "flashlight", "🔦" },
    { "floppy_disk", "💾" }, { "flower_playing_cards", "🎴" }, { "flushed", "😳" }, { "four_leaf_clover", "🍀" },
    { "fox_face", "🦊" }, { "frog", "🐸" }, { "fuelpump", "⛽" }, { "game_die", "🎲" }, { "gear", "⚙️" },
    { "gem", "💎" }, { "ghost", "👻" }, { "gift", "🎁" }, { "gift_heart", "💝" }, { "globe_with_meridians", "🌐" },
    { "goal_net", "🥅" }, { "goat", "🐐" }, { "green_apple", "🍏" }, { "green_book", "📗" },
    { "green_circle", "🟢" }, { "green_heart", "💚" }, { "grey_exclamation", "❕" }, { "grey_question", "❔" },
    { "grimacing", "😬" }, { "grin", "😁" }, { "grinning", "😀" }, { "guitar", "🎸" }, { "gun", "🔫" },
    { "hammer", "🔨" }, { "hammer_and_wrench", "🛠️" }, { "hand", "✋" }, { "handshake", "🤝" }, { "hankey", "💩" },
    { "hatching_chick", "🐣" }, { "headphones", "🎧" }, { "hear_no_evil", "🙉" }, { "heart", "❤️" },
    { "heart_eyes", "😍" }, { "heartbeat", "💓" }, { "heartpulse", "💗" }, { "heavy_check_mark", "✔️" },
    { "heavy_exclamation_mark", "❗" }, { "heavy_minus_sign", "➖" }, { "heavy_multiplication_x", "✖️" },
    { "heavy_plus_sign", "➕" }, { "herb", "🌿" }, { "honeybee", "🐝" }, { "horse", "🐴" }, { "hospital", "🏥" },
    { "hotdog", "🌭" }, { "hourglass", "⌛" }, { "hourglass_flowing_sand", "⏳" }, { "house", "🏠" },
    { "hugs", "🤗" }, { "hushed", "😯" }, { "imp", "👿" }, { "inbox_tray", "📥" },
    { "information_desk_person", "💁" }, { "information_source", "ℹ️" }, { "innocent", "😇" },
    { "interrobang", "⁉️" }, { "iphone", "📱" }, { "jack_o_lantern", "🎃" }, { "joy", "😂" }, { "joystick", "🕹️" },
    { "key", "🔑" }, { "keyboard", "⌨️" }, { "kiss", "💋" }, { "kissing", "😗" }, { "kissing_heart", "😘" },
    { "label", "🏷️" }, { "laptop", "💻" }, { "large_blue_circle", "🔵" }, { "large_blue_diamond", "🔷" },
    { "large_orange_diamond", "🔶" }, { "laughing", "😆" }, { "leaves", "🍃" }, { "ledger", "📒" },
    { "lemon", "🍋" }, { "link", "🔗" }, { "lipstick", "💄" }, { "lock", "🔒" }, { "loud_sound", "🔊" },
    { "loudspeaker", "📢" }, { "love_letter", "💌" }, { "lying_face", "🤥" }, { "mag", "🔍" }, { "mag_right", "🔎" },
    { "mailbox", "📫" }, { "man", "👨" }, { "man_technologist", "👨‍💻" }, { "maple_leaf", "🍁" }, { "mask", "😷" },
    { "medal_sports", "🏅" }, { "mega", "📣" }, { "memo", "📝" }, { "metal", "🤘" }, { "microphone", "🎤" },
    { "microscope", "🔬" }, { "milky_way", "🌌" }, { "minidisc", "💽" }, { "money_with_wings", "💸" },
    { "moneybag", "💰" }, { "monkey", "🐒" }, { "monkey_face", "🐵" }, { "monocle_face", "🧐" }, { "moon", "🌔" },
    { "mortar_board", "🎓" }, { "mountain", "⛰️" }, { "mouse", "🐭" }, { "movie_camera", "🎥" }, { "muscle", "💪" },
    { "mushroom", "🍄" }, { "musical_note", "🎵" }, { "mute", "🔇" }, { "nerd_face", "🤓" },
    { "neutral_face", "😐" }, { "new", "🆕" }, { "new_moon", "🌑" }, { "newspaper", "📰" }, { "no_entry", "⛔" },
    { "no_entry_sign", "🚫" }, { "no_good", "🙅" }, { "no_mouth", "😶" }, { "notebook", "📓" }, { "notes", "🎶" },
    { "nut_and_bolt", "🔩" }, { "ocean", "🌊" }, { "octopus", "🐙" }, { "ok", "🆗" }, { "ok_hand", "👌" },
    { "ok_woman", "🙆" }, { "older_woman", "👵" }, { "open_book", "📖" }, { "open_file_folder", "📂" },
    { "open_hands", "👐" }, { "open_mouth", "😮" }, { "orange_book", "📙" }, { "orange_circle", "🟠" },
    { "orange_heart", "🧡" }, { "outbox_tray", "📤" }, { "owl", "🦉" }, { "ox", "🐂" }, { "package", "📦" },
    { "page_facing_up", "📄" }, { "page_with_curl", "📃" }, { "palm_tree", "🌴" }, { "panda_face", "🐼" },
    { "paperclip", "📎" }, { "partying_face", "🥳" }, { "paw_prints", "🐾" }, { "peach", "🍑" }, { "pencil", "📝" },
    { "pencil2", "✏️" }, { "penguin", "🐧" }, { "pensive", "😔" }, { "performing_arts", "🎭" },
    { "persevere", "😣" }, { "phone", "☎️" }, { "pick", "⛏️" }, { "pig", "🐷" }, { "pill", "💊" },
    { "pineapple", "🍍" }, { "pizza", "🍕" }, { "point_down", "👇" }, { "point_left", "👈" },
    { "point_right", "👉" }, { "point_up", "☝️" }, { "point_up_2", "👆" }, { "police_car", "🚓" }, { "poop", "💩" },
    { "postbox", "📮" }, { "pouting_cat", "😾" }, { "pray", "🙏" }, { "purple_heart", "💜" }, { "pushpin", "📌" },
    { "question", "❓" }, { "rabbit", "🐰" }, { "rage", "😡" }, { "railway_car", "🚃" }, { "rainbow", "🌈" },
    { "raised_hand", "✋" }, { "raised_hands", "🙌" }, { "raising_hand", "🙋" }, { "recycle", "♻️" },
    { "red_car", "🚗" }, { "red_circle", "🔴" }, { "registered", "®️" }, { "relaxed", "☺️" }, { "relieved", "😌" },
    { "repeat", "🔁" }, { "revolving_hearts", "💞" }, { "ribbon", "🎀" }, { "robot", "🤖" }, { "rocket", "🚀" },
    { "rofl", "🤣" }, { "roll_eyes", "🙄" }, { "rose", "🌹" }, { "rotating_light", "🚨" }, { "round_pushpin", "📍" },
    { "running", "🏃" }, { "sailboat", "⛵" }, { "satellite", "📡" }, { "satisfied", "😆" }, { "school", "🏫" },
    { "scissors", "✂️" }, { "scream", "😱" }, { "scroll", "📜" }, { "seat", "💺" }, { "see_no_evil", "🙈" },
    { "seedling", "🌱" }, { "shell", "🐚" }, { "shield", "🛡️" }, { "ship", "🚢" }, { "shirt", "👕" },
    { "shit", "💩" }, { "shrug", "🤷" }, { "signal_strength", "📶" }, { "skull", "💀" }, { "sleeping", "😴" },
    { "sleepy", "😪" }, { "slightly_frowning_face", "🙁" }, { "slightly_smiling_face", "🙂" }, { "smile", "😄" },
    { "smile_cat", "😸" }, { "smiley", "😃" }, { "smiley_cat", "😺" }, { "smiling_imp", "😈" }, { "smirk", "😏" },
    { "snail", "🐌" }, { "snake", "🐍" }, { "snowflake", "❄️" }, { "snowman", "⛄" }, { "sob", "😭" },
    { "soccer", "⚽" }, { "soon", "🔜" }, { "sound", "🔉" }, { "space_invader", "👾" }, { "sparkle", "❇️" },
    { "sparkler", "🎇" }, { "sparkles", "✨" }, { "sparkling_heart", "💖" }, { "speak_no_evil", "🙊" },
    { "speaker", "🔈" }, { "speech_balloon", "💬" }, { "spider", "🕷️" }, { "star", "⭐" }, { "star2", "🌟" },
    { "star_struck", "🤩" }, { "stars", "🌠" }, { "stop_sign", "🛑" }, { "stopwatch", "⏱️" },
    { "straight_ruler", "📏" }, { "strawberry", "🍓" }, { "stuck_out_tongue", "😛" },
    { "stuck_out_tongue_closed_eyes", "😝" }, { "stuck_out_tongue_winking_eye", "😜" },
    { "studio_microphone", "🎙️" }, { "sun_with_face", "🌞" }, { "sunflower", "🌻" }, { "sunglasses", "😎" },
    { "sunny", "☀️" }, { "sunrise", "🌅" }, { "surfer", "🏄" }, { "sweat", "😓" }, { "sweat_drops", "💦" },
    { "sweat_smile", "😅" }, { "syringe", "💉" }, { "tada", "🎉" }, { "taxi", "🚕" }, { "tea", "🍵" },
    { "telephone", "☎️" }, { "telescope", "🔭" }, { "tent", "⛺" }, { "test_tube", "🧪" }, { "thinking", "🤔" },
    { "thought_balloon", "💭" }, { "thumbsdown", "👎" }, { "thumbsup", "👍" }, { "ticket", "🎫" }, { "tiger", "🐯" },
    { "timer_clock", "⏲️" }, { "tired_face", "😫" }, { "tm", "™️" }, { "tomato", "🍅" }, { "tools", "🛠️" },
    { "top", "🔝" }, { "tornado", "🌪️" }, { "traffic_light", "🚥" }, { "train", "🚋" },
    { "triangular_flag_on_post", "🚩" }, { "triangular_ruler", "📐" }, { "triumph", "😤" }, { "trophy", "🏆" },
    { "truck", "🚚" }, { "tshirt", "👕" }, { "tulip", "🌷" }, { "turtle", "🐢" }, { "tv", "📺" },
    { "twisted_rightwards_arrows", "🔀" }, { "two_hearts", "💕" }, { "umbrella", "☔" }, { "unamused", "😒" },
    { "unicorn", "🦄" }, { "unlock", "🔓" }, { "up", "🆙" }, { "upside_down_face", "🙃" }, { "v", "✌️" },
    { "vertical_traffic_light", "🚦" }, { "video_camera", "📹" }, { "video_game", "🎮" }, { "volcano", "🌋" },
    { "vulcan_salute", "🖖" }, { "walking", "🚶" }, { "warning", "⚠️" }, { "wastebasket", "🗑️" },
    { "watch", "⌚" }, { "watermelon", "🍉" }, { "wave", "👋" }, { "weary", "😩" }, { "whale", "🐳" },
    { "wheelchair", "♿" }, { "white_check_mark", "✅" }, { "white_circle", "⚪" }, { "white_flower", "💮" },
    { "white_heart", "🤍" }, { "wind_face", "🌬️" }, { "wine_glass", "🍷" }, { "wink", "😉" }, { "wolf", "🐺" },
    { "woman", "👩" }, { "woman_technologist", "👩‍💻" }, { "world_map", "🗺️" }, { "worried", "😟" },
    { "wrench", "🔧" }, { "writing_hand", "✍️" }, { "x", "❌" }, { "yellow_circle", "🟡" },
    { "yellow_heart", "💛" }, { "yum", "😋" }, { "zap", "⚡" }, { "zipper_mouth_face", "🤐" }, { "zzz", "💤" },
};

struct key { struct str name; };

static int
compare(const void *a, const void *b)
{
    const struct key *key = a;
    const struct emoji *emoji = b;

    return str_cmp(key->name, str_of(emoji->name));
}

struct str
emoji_find(struct str name)
{
    struct key key = { name };
    const struct emoji *found = bsearch(&key, emojis, sizeof emojis / sizeof *emojis, sizeof *emojis, compare);

    return found ? str_of(found->sign) : STR_NONE;
}
