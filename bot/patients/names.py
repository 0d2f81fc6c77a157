"""Given names and family names that are common where clinicians write: beside an age or a patient they name somebody.

Only the commonest: a name alone is no sign (papers have authors), and titles and labels find the others.
"""

from __future__ import annotations

GIVEN = """
James John Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark Donald Steven Paul Andrew
Joshua Kenneth Kevin Brian George Edward Ronald Timothy Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott
Brandon Benjamin Samuel Gregory Frank Alexander Raymond Patrick Jack Dennis Jerry Peter Henry Arthur Walter Harold Albert Roger Simon
Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Margaret Sandra Ashley Kimberly Emily Donna
Michelle Carol Amanda Dorothy Melissa Deborah Stephanie Rebecca Sharon Laura Cynthia Kathleen Amy Angela Shirley Anna Ruth Brenda Pamela
Nicole Katherine Samantha Christine Catherine Virginia Helen Debra Rachel Janet Emma Carolyn Maria Heather Diane Julie Joyce Jane Alice
Hans Peter Klaus Wolfgang Jürgen Uwe Günter Werner Horst Manfred Dieter Heinz Helmut Gerhard Karl Heinrich Stefan Andreas Ursula Monika
Helga Renate Ingrid Karin Gisela Erika Sabine Petra Elke Jean Pierre Michel André Philippe Jacques Marie Nathalie Isabelle Sylvie Monique
José Antonio Manuel Francisco Juan Carlos Luis Miguel Jesús Carmen Josefa Dolores Isabel Pilar Teresa Rosa Ana João Pedro Giuseppe Giovanni
Mario Luigi Angelo Francesco Rosaria Lucia Giulia Mohammed Mohamed Muhammad Ahmed Ahmad Ali Hassan Hussein Omar Ibrahim Yusuf Fatima Aisha
Khadija Maryam Zainab Rajesh Suresh Ramesh Anil Sunil Sanjay Vijay Amit Ravi Arun Priya Sunita Anita Lakshmi Geeta Kavita Wei Ming Jing
Hiroshi Takashi Kenji Yuki Haruto Sakura Yoko Keiko Minh Nguyen Thanh Ivan Olga Elena Natalia Sergei Dmitri Andrzej Krzysztof Katarzyna
""".split()
JAPANESE = """
佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 斉藤 清水 山崎 森 池田 橋本 阿部
石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 福田 太田 西村 藤井 金子 岡本 藤原 中野 三浦 原田 中川
松田 竹内 小野 田村 中山 和田 石田 森田 上田 原 内田 柴田 酒井 宮崎 横山 高木 安藤 宮本 大野 小島 谷口 今井 工藤 高田 増田 丸山
""".split()
# Before さん they are people, but nobody in particular.
NOBODY = "患者 皆 医者 医師 看護師 母 父 奥 娘 息子 子 家族 業者 担当 先生 妊婦 お母 お父 赤ちゃん".split()
